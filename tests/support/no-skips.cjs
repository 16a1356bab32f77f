// A skipped test is red under CI: what was not run was not shown.
module.exports = class NoSkips {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    if (process.env.CI === 'true' && skipped > 0 && !results.testNamePattern) {
      this.error = new Error(`${skipped} tests were skipped`);
      process.stderr.write(`\n${skipped} tests were skipped, which counts as failed under CI\n`);
    }
  }
  getLastError() {
    return this.error;
  }
};
