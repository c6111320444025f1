// Stands in for packages that tabtab loads but that we never call: `debug`, and `inquirer` for its installer.
module.exports = () => () => {};
