// Raises a query without leaving the page, so that nothing typed is lost; the reply joins the record.

export class QueryForm {
  constructor(section, { token, replied }) {
    this.form = section.querySelector("form[data-query]");
    this.told = this.form.querySelector("[data-told]");
    Object.assign(this, { token, replied });
    this.form.addEventListener("submit", (event) => this.#send(event));
  }

  async #send(event) {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    this.told.textContent = "Sending…";
    this.told.textContent = (await this.#ask()) ?? "";
    this.busy = false;
  }

  async #ask() {
    const { about, text } = this.form.elements;
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": this.token() };
    try {
      const reply = await fetch(this.form.action, {
        method: "POST",
        headers,
        body: JSON.stringify({ about: about.value, text: text.value }),
        signal: AbortSignal.timeout(20_000),
      });
      const said = await reply.json();
      if (!reply.ok) return said.message;
      if (said.again) return "You have asked about this before. Your first query and its answer stand with the record.";
      this.form.reset();
      this.replied(said.html);
      return "Sent. What came back stands with the record.";
    } catch {
      return "Not sent: there is no connection. Your words are still here. Try again.";
    }
  }
}
