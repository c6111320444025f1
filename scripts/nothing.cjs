// Stands in for what is loaded but never called: `debug` and, for its installer, `inquirer` by tabtab; `typanion` by clipanion.
module.exports = () => () => {};
