// Wipes what this site kept on the device. The server asks for it by header too; not every browser listens.
for (const store of ["localStorage", "sessionStorage"]) {
  try {
    window[store].clear();
  } catch {
    // A browser may forbid storage; then nothing was kept either.
  }
}
