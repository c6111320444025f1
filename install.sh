#!/bin/sh
# Installs awsmfa from this checkout, or tries it without installing anything. `./install.sh --help` tells how.
set -eu

usage() {
  cat <<'END'
Usage: ./install.sh [--prefix DIR] [--yes]
       ./install.sh --try
       ./install.sh --uninstall

  (nothing)      builds, links the command into ~/.local/bin (and its folder into ~/.local/lib, which makes it quicker), and offers
                 to add one line to your shell's start-up file
  --prefix DIR   links them into DIR/bin and DIR/lib instead
  --yes          adds the line without asking
  --try          installs nothing: builds, then shows the main job against an AWS of its own on this machine
  --uninstall    undoes what ./install.sh did, and nothing else
END
}

say() { printf '%s\n' "$*"; }
fail() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}

# A path as one word of the shells' common quoting: refused where the shells differ.
quoted() {
  case $1 in *[\'\\]* | *'
'*) return 1 ;; esac
  printf "'%s'" "$1"
}

check_node() {
  missing=
  if ! command -v node >/dev/null 2>&1; then
    missing="Node 20.17 or newer is missing"
  elif ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 17) ? 0 : 1)'; then
    missing="Node $(node -v) at $(command -v node) is too old: 20.17 or newer is needed"
  fi
  if ! command -v npm >/dev/null 2>&1 && test ! -f "$root/dist/main.js"; then
    missing="${missing:+$missing; }npm is missing"
  fi
  test -z "$missing" || fail "$missing (https://nodejs.org/en/download, or your system's packages)"
}

# Packages and bundle, made from the sources as they stand. A checkout that somebody else built and owns is used as it is.
build() {
  if test ! -w "$root"; then
    test -f "$root/dist/main.js" ||
      fail "cannot write to $root, and it is not built yet: clone it to a folder of your own, or let its owner run: npm ci && npm run build"
    say "using $root as it was built: it cannot be written to"
    return
  fi
  if command -v npm >/dev/null 2>&1; then
    say "building in $root"
    # npm's own cache is used where there is one; otherwise, or where HOME is no place to write to, npm leaves nothing there.
    npm_home=${HOME-}
    if test ! -d "$npm_home" || test ! -w "$npm_home"; then npm_home=$work; fi
    set -- HOME="$npm_home" npm_config_logs_max=0 npm_config_update_notifier=false node scripts/setup.mjs
    test -d "$npm_home/.npm" || set -- npm_config_cache="$work/npm" "$@"
    (cd "$root" && env "$@") || fail "the build failed: see above"
  else
    say "using $root as it was built: npm is missing"
  fi
}

# One line per folder of shell/: name, start-up file as shell.json has it, line to load the integration; tabs between.
list_shells() {
  node -e '
    const fs = require("fs");
    for (const name of fs.readdirSync(process.argv[1])) {
      const file = process.argv[1] + "/" + name + "/shell.json";
      if (!fs.existsSync(file)) continue;
      const { rc, load } = JSON.parse(fs.readFileSync(file, "utf8"));
      console.log([name, rc, load].join("\t"));
    }' "$root/shell"
}

try() {
  wanted=${SHELL##*/}
  chosen=
  for name in $(list_shells | cut -f 1); do
    command -v "$name" >/dev/null 2>&1 || continue
    if test -z "$chosen" || test "$name" = "$wanted"; then chosen=$name; fi
  done
  test -n "$chosen" || fail "none of the shells is installed: $(list_shells | cut -f 1 | tr '\n' ' ')"
  load=$(list_shells | awk -F '\t' -v name="$chosen" '$1 == name { print $3 }')
  "$root/shell/awsmfa" sandbox -- sh "$root/scripts/try.sh" "$chosen" "$load"
}

# What was done, one thing a line, so that --uninstall can undo exactly that.
record() { printf '%s\n' "$*" >>"$state"; }

# Like mkdir -p, and records the folders that were not there before.
make_folder() {
  test -d "$1" && return
  make_folder "$(dirname "$1")"
  mkdir "$1" || fail "cannot make $1"
  printf 'dir %s\n' "$1" >>"$work/made"
}
make_folders() {
  : >"$work/made"
  for folder; do make_folder "$folder"; done
  cat "$work/made" >>"$state"
}

# make_link <what> <link>
make_link() {
  make_folders "${state%/*}" "$(dirname "$2")"
  ln -s "$1" "$2" || fail "cannot write to $(dirname "$2"): choose another folder with --prefix"
  record "link $2"
}

# Is this link ours, from a checkout that was moved or replaced?
is_recorded() {
  test -L "$1" && test -f "$state" && grep -qxF "link $1" "$state"
}

install_command() {
  if test -L "$command" && test "$(readlink "$command")" = "$root/shell/awsmfa"; then
    say "already there: $command"
    return
  fi
  if is_recorded "$command"; then
    ln -sf "$root/shell/awsmfa" "$command"
    say "installed: $command, now from $root"
    return
  fi
  if test -e "$command" || test -L "$command"; then
    fail "$command exists and is not this checkout's: remove it, or choose another folder with --prefix"
  fi
  make_link "$root/shell/awsmfa" "$command"
  say "installed: $command"
}

# Does this link still lead to a checkout of awsmfa, be it gone meanwhile?
leads_to_checkout() {
  case $1 in
    */lib/awsmfa) test -L "$1" && { test -f "$1/shell/awsmfa" || test ! -e "$1"; } ;;
    *) case $(readlink "$1") in */shell/awsmfa) ;; *) return 1 ;; esac ;;
  esac
}

# By this link the launcher finds its folder without a process of its own. Where there is no room for it, it does without.
install_folder() {
  beside=$prefix/lib/awsmfa
  if is_recorded "$beside" && leads_to_checkout "$beside"; then
    ln -sfn "$root" "$beside" 2>/dev/null || :
  elif test ! -e "$beside" && test ! -L "$beside"; then
    (make_link "$root" "$beside") 2>/dev/null || :
  fi
}

# shell.json's `~/x` or `${VARIABLE:-~/x}/y` as a path.
start_up_file() {
  file=$1
  case $file in
    "\${"*":-"*"}"*)
      variable=${file#??}
      rest=${variable#*\}}
      default=${variable#*:-}
      default=${default%%\}*}
      variable=${variable%%:-*}
      eval "file=\${$variable:-\$default}\$rest"
      ;;
  esac
  case $file in "~"*) file=$HOME${file#?} ;; esac
  printf '%s\n' "$file"
}

ask() {
  test "$yes" = 1 && return
  test -t 0 || return 1
  printf '%s [y/N] ' "$1"
  read -r answer || return 1
  case $answer in [yY] | [yY][eE][sS]) return 0 ;; *) return 1 ;; esac
}

# A last line without its end would swallow ours.
append_line() {
  test ! -s "$1" || test -z "$(tail -c 1 "$1")" || printf '\n' >>"$1"
  printf '%s\n' "$2" >>"$1"
}

add_line() {
  file=$1 line=$2
  make_folders "${state%/*}" "$(dirname "$file")"
  size=new
  if test -e "$file"; then
    test -w "$file" || fail "cannot write to $file: add this line yourself: $line"
    size=$(($(wc -c <"$file")))
  fi
  append_line "$file" "$line"
  record "line $size $file"
  record "text $line"
}

offer_lines() {
  # Where the command is not on PATH, the line names it by its place; inside the shell the integration knows where it is.
  word=awsmfa
  case :$PATH: in *:"$bin":*) ;; *) word=$(quoted "$command") || word=awsmfa ;; esac
  list_shells >"$work/shells"
  last='put the line for your shell in its place, then open a new one'
  while IFS='	' read -r name rc load <&3; do
    command -v "$name" >/dev/null 2>&1 || continue
    file=$(start_up_file "$rc")
    line=${load%%awsmfa*}$word${load#*awsmfa}
    if test -f "$file" && grep -q "awsmfa['\"]* init $name" "$file"; then
      say "already in $file: $name loads awsmfa"
      last='open a new shell'
    elif test ! -e "$file" && test "$name" != "${SHELL##*/}"; then
      say "for $name, put this into $file: $line"
    elif ask "Add to $file: $line ?"; then
      add_line "$file" "$line"
      say "added to $file: $line"
      last='open a new shell'
    else
      say "to load it in $name, put this into $file: $line"
    fi
  done 3<"$work/shells"
}

install() {
  bin=$prefix/bin
  command=$bin/awsmfa
  install_command
  install_folder
  offer_lines
  found=$(command -v awsmfa 2>/dev/null) || found=
  if test -n "$found" && test "$found" != "$command"; then
    say "mind that another awsmfa comes first on PATH: $found"
  fi
  say "done: $last"
}

# Takes our line out of a start-up file: the file as it was, byte for byte, where nobody changed it since.
remove_line() {
  size=$1 file=$2 line=$3
  test -f "$file" || return 0
  copy=$work/copy
  if test "$size" = new; then : >"$copy"; else head -c "$size" "$file" >"$copy"; fi
  cp "$copy" "$work/with-line"
  append_line "$work/with-line" "$line"
  if cmp -s "$work/with-line" "$file"; then
    if test "$size" = new; then rm "$file"; else cat "$copy" >"$file"; fi
  else
    grep -vxF -e "$line" "$file" >"$copy" || test ! -s "$copy"
    cat "$copy" >"$file"
  fi
  say "taken out of $file: $line"
}

uninstall() {
  if test ! -f "$state"; then
    say "nothing to undo: $state is not there"
    return
  fi
  # Last thing first. `text` comes after its `line`, so before it here.
  text=
  awk '{ lines[NR] = $0 } END { for (i = NR; i > 0; i--) print lines[i] }' "$state" >"$work/reversed"
  while read -r what rest; do
    case $what in
      text) text=$rest ;;
      line) remove_line "${rest%% *}" "${rest#* }" "$text" ;;
      link)
        if leads_to_checkout "$rest"; then
          rm "$rest"
          say "removed: $rest"
        else
          say "left alone: $rest is not the link that was installed"
        fi
        ;;
      *) ;;
    esac
  done <"$work/reversed"
  rm "$state"
  folders=$(sed -n 's/^dir //p' "$work/reversed")
  printf '%s\n' "$folders" | while IFS= read -r folder; do rmdir "$folder" 2>/dev/null || :; done
  say "done. Stored sessions, if there are any, are in ~/.cache/awsmfa; this checkout stays"
}

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd -P) || fail "cannot find my own folder"
job=install prefix='' yes=0
while test $# -gt 0; do
  case $1 in
    --try) job=try ;;
    --uninstall) job=uninstall ;;
    --yes | -y) yes=1 ;;
    --prefix)
      test $# -gt 1 || fail "--prefix needs a folder"
      prefix=$2
      shift
      ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    --help | -h)
      usage
      exit
      ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
  shift
done

SHELL=${SHELL-}
work=$(mktemp -d) || fail "cannot make a temporary folder in ${TMPDIR:-/tmp}"
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
if test "$job" = try; then
  check_node
  build
  try
  exit 0
fi

case ${HOME-} in
  /*) ;;
  *) HOME=$(getent passwd "$(id -u)" 2>/dev/null | cut -d : -f 6) || HOME= ;;
esac
test -n "$HOME" || fail "HOME is not set, so there is nowhere to install to"
export HOME
state=${XDG_STATE_HOME:-$HOME/.local/state}/awsmfa/installed
case $prefix in '') prefix=$HOME/.local ;; /*) ;; *) prefix=$PWD/$prefix ;; esac

if test "$job" = uninstall; then
  uninstall
else
  check_node
  build
  install
fi
