// Runs one command twice (the second time finds the session that the first one opened), then writes down what V8 has compiled of each
// bundle by now. Words: main.js, then the command's.
const { writeFileSync } = require("node:fs");

const [main, ...words] = process.argv.slice(2);
const { compiledPath, loadProgram, parts } = require(main);

async function use() {
  const program = loadProgram(words);
  const status = (await program.run(words)) || (await program.run(words));
  if (status !== 0) process.exit(status);
  for (const [id, { script }] of parts)
    if (script) writeFileSync(compiledPath(id.slice(2)), script.createCachedData());
  process.exit(0);
}

void use();
