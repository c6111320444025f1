import { test } from "uvu";
import * as assert from "uvu/assert";
import { userRegion } from "../../src/profiles/region.ts";

const rows: [what: string, env: Record<string, string>, region: string | undefined][] = [
  ["nothing set", {}, undefined],
  ["AWS_REGION before AWS_DEFAULT_REGION", { AWS_REGION: "a", AWS_DEFAULT_REGION: "b" }, "a"],
  ["AWS_DEFAULT_REGION alone", { AWS_DEFAULT_REGION: "b" }, "b"],
  ["an empty AWS_REGION counts as unset", { AWS_REGION: "", AWS_DEFAULT_REGION: "b" }, "b"],
  [
    "what a switch set over nothing is nobody's choice",
    {
      AWS_REGION: "ours",
      AWS_DEFAULT_REGION: "ours",
      AWSMFA_REGION: "ours",
      AWSMFA_WAS_AWS_REGION: "-",
      AWSMFA_WAS_AWS_DEFAULT_REGION: "-",
    },
    undefined,
  ],
  [
    "what a switch hid is still the person's choice",
    {
      AWS_REGION: "ours",
      AWS_DEFAULT_REGION: "ours",
      AWSMFA_REGION: "ours",
      AWSMFA_WAS_AWS_REGION: "+theirs",
      AWSMFA_WAS_AWS_DEFAULT_REGION: "-",
    },
    "theirs",
  ],
  [
    "the second variable's former value counts when the first had none",
    {
      AWS_REGION: "ours",
      AWS_DEFAULT_REGION: "ours",
      AWSMFA_REGION: "ours",
      AWSMFA_WAS_AWS_REGION: "+",
      AWSMFA_WAS_AWS_DEFAULT_REGION: "+second",
    },
    "second",
  ],
  [
    "a region set by hand after a switch beats the saved one",
    { AWS_REGION: "by-hand", AWSMFA_REGION: "ours", AWSMFA_WAS_AWS_REGION: "+theirs" },
    "by-hand",
  ],
  ["without a saved value the current one is the person's", { AWS_REGION: "x", AWSMFA_REGION: "x" }, "x"],
  [
    "a switch that set no region leaves a variable unset by hand unset",
    { AWSMFA_WAS_AWS_REGION: "+old", AWSMFA_REGION: "ours" },
    undefined,
  ],
];

for (const [what, env, region] of rows) {
  test(what, () => assert.is(userRegion(env), region));
}

test.run();
