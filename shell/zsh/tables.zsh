# Reading the tables of the generated block: texts of one entry a line.

# Every profile into __awsmfa_list, those without a function included.
function __awsmfa_list_profiles {
  local -a pairs
  pairs=(${(f)__awsmfa_table} ${(f)__awsmfa_others})
  __awsmfa_list=()
  local function profile
  for function profile in "${pairs[@]}"; do
    __awsmfa_list+=("$profile")
  done
}
