# Reading the tables of the generated block: texts of one entry a line.

# Every profile into __awsmfa_list, those without a function included.
function __awsmfa_list_profiles {
  local function profile
  __awsmfa_list=(${${(f)__awsmfa_names}#$__awsmfa_prefix})
  for function profile in ${(f)__awsmfa_renamed} ${(f)__awsmfa_others}; do
    __awsmfa_list+=("$profile")
  done
}
