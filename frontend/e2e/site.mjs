import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const program = resolve(process.env.SPLOT_BIN ?? new URL("../../bin/splot", import.meta.url).pathname);
const LOADING = 180_000;
const STOPPING = 20_000;

/** A running demonstration in a folder of its own. `start` and `stop` belong together, for example in before and after. */
export class Site {
  #process;
  #exited;
  #output = "";
  #folder;
  #temporary;

  constructor(folder, temporary) {
    this.#folder = folder;
    this.#temporary = temporary;
  }

  /** Starts on a copy of the folder that run.mjs loaded, or loads one; with `data` in that folder, which stays. */
  static async start({ data } = {}) {
    const folder = data ?? (await mkdtemp(join(tmpdir(), "splot-e2e-")));
    if (!data && process.env.SPLOT_E2E_SEED)
      await cp(process.env.SPLOT_E2E_SEED, folder, { recursive: true });
    const site = new Site(folder, !data);
    site.port = await freePort();
    await site.#run();
    return site;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  async #run() {
    const args = ["demo", "--addr", `127.0.0.1:${this.port}`, "--data", this.#folder];
    this.#output = "";
    this.#process = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.#exited = once(this.#process, "exit");
    const { pid } = this.#process;
    const orphan = () => process.kill(pid, "SIGKILL");
    process.once("exit", orphan);
    this.#process.once("exit", () => process.off("exit", orphan));
    const ready = new Promise((done, failed) => {
      const read = (chunk) => {
        this.#output += chunk;
        const found = /^Splot is at (\S+)$/m.exec(this.#output);
        if (found) done(found[1]);
      };
      this.#process.stdout.setEncoding("utf8").on("data", read);
      this.#process.stderr.setEncoding("utf8").on("data", read);
      this.#process.on("error", failed);
      this.#process.on("exit", (code) => failed(new Error(`splot ended with ${code}:\n${this.#output}`)));
    });
    const address = await within(LOADING, ready, () => `splot does not start:\n${this.#output}`);
    assert.equal(address, this.url);
    assert.match(this.#output, /password splot-na-probe/);
  }

  /** Ends the process as an operator would; it has to end well and without errors in its log. */
  async halt() {
    this.#process.kill("SIGTERM");
    const [code, signal] = await within(
      STOPPING,
      this.#exited,
      () => `splot does not stop:\n${this.#output}`,
    );
    assert.deepEqual({ code, signal }, { code: 0, signal: null }, this.#output);
    assert.doesNotMatch(this.#output, /"level":"ERROR"|panic:|DATA RACE/);
  }

  /** Ends the process as a power cut would. */
  async kill() {
    this.#process.kill("SIGKILL");
    await this.#exited;
  }

  /** Lets the process hang: it accepts connections and answers nobody, until `thaw`. */
  freeze() {
    this.#process.kill("SIGSTOP");
  }

  thaw() {
    this.#process.kill("SIGCONT");
  }

  /** Goes on where halt or kill stopped, on the same port. */
  async resume() {
    await this.#run();
  }

  async stop() {
    try {
      await this.halt();
    } finally {
      if (this.#temporary) await rm(this.#folder, { recursive: true, force: true });
    }
  }
}

/** The public address is known before the start, so that origins and links are right after a restart too. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function within(milliseconds, promise, message) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(message())), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
