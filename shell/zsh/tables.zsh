# Reading the tables of the generated block: texts of one entry a line.

# Every profile into __awsmfa_list, those without a function included.
function __awsmfa_list_profiles {
  local function profile
  __awsmfa_list=(${${(f)__awsmfa_names}#$__awsmfa_prefix})
  for function profile in ${(f)__awsmfa_renamed} ${(f)__awsmfa_others}; do
    __awsmfa_list+=("$profile")
  done
}

# Nothing is left to say after `aws_<profile> `; other commands of that prefix keep their file names.
function __awsmfa_complete_nothing {
  (( ${+__awsmfa_profile_of[${words[1]}]} )) || return 1
  _compskip=all
  return 0
}

# Where compinit has run. The pattern serves commands without a completion of their own.
function __awsmfa_register_completion {
  (( $+functions[compdef] )) || return 0
  compdef __awsmfa_complete awsmfa
  compdef -P __awsmfa_complete_nothing "$__awsmfa_prefix*"
}
