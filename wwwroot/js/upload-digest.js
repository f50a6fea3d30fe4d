// Worker that reads a file and computes its SHA-256. crypto.subtle cannot hash in pieces, so the whole file is in
// memory; upload.js limits it to 64 MB.
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
