// Reads a file once and computes its SHA-256, away from the page. crypto.subtle cannot hash piece by piece, so the file
// is in memory as a whole; upload.js sends files of at most 64 MB here.
self.addEventListener("message", async (event) => {
  const file = event.data;
  try {
    const bytes = new Uint8Array(file.size);
    const reader = file.stream().getReader();
    let read = 0;
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      bytes.set(step.value, read);
      read += step.value.length;
      self.postMessage({ read });
    }
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    self.postMessage({ digest: btoa(String.fromCharCode(...digest)) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
});
