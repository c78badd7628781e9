// The test files named as arguments, in one process: loading the client takes longer than most of them.
for (const file of process.argv.slice(2)) await import(new URL(file, import.meta.url));
