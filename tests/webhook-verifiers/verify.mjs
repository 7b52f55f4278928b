// Reads {"secret", "headers", "body"} from standard input and prints, for each implementation, "ok" or why not.
import { readFileSync } from "node:fs";
import standardwebhooks from "standardwebhooks";
import svix from "svix";

const { secret, headers, body } = JSON.parse(readFileSync(0, "utf8"));
const answers = {};
for (const [name, library] of Object.entries({ standardwebhooks, svix })) {
  try {
    const event = new library.Webhook(secret).verify(body, headers);
    answers[name] = event.id === JSON.parse(body).id ? "ok" : "another event";
  } catch (e) {
    answers[name] = e.message;
  }
}
console.log(JSON.stringify(answers));
