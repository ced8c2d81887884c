// A page that was closed off-line may have left answers on this device that never arrived. On the result
// page they are sent, so that the server keeps them apart and the list of what came too late is whole. Where
// time is over and nobody has handed in yet, they are handed in: within the seconds allowed they count.
// Without a line, or signed out, they stay where they are and nothing is said.

import { isReadable } from "./handing_in.mjs";
import { Saver } from "./saver.mjs";
import { Shelf } from "./shelf.mjs";

const { attempt, person, csrf, finish, time } = document.getElementById("result").dataset;
const shelf = new Shelf({ attempt, person, writer: "" });
const left = shelf.everything();

if (left.length) sendAll();

async function sendAll() {
  const sender = new Saver({ shelf, timeUrl: time, token: csrf, on: {} });
  const reply = await sender.post(finish, { by_page: true, changes: left.filter(isReadable) });
  if (!reply.ok) return;
  shelf.clear();
  const changed = reply.body.late || !reply.body.already;
  // unless the device keeps what it was told to forget: that would go round in circles
  if (changed && !shelf.everything().length) location.reload();
}
