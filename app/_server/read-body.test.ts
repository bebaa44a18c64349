import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CladeError } from "../../lib/core/errors.ts";
import { bodyLimit, readBody, readQuery } from "./read-body.ts";

const Wish = z.strictObject({ name: z.string().min(1), shares: z.record(z.string(), z.number()).optional() });
const type = "application/json";

function read(
  body: string | Uint8Array<ArrayBuffer> | ReadableStream,
  headers: Record<string, string> = {},
  limit?: number,
) {
  const init = { method: "POST", headers: { "content-type": type, ...headers }, body, duplex: "half" };
  return readBody(new Request("http://clade.test/api", init as RequestInit), Wish, limit);
}

async function refusal(reading: Promise<unknown> | (() => unknown)): Promise<CladeError> {
  try {
    await (typeof reading === "function" ? reading() : reading);
  } catch (error) {
    if (error instanceof CladeError) return error;
    throw error;
  }
  throw new Error("was not refused");
}

describe("a body", () => {
  test("is read through its schema, and kept as it was sent", async () => {
    const text = '{ "name": "常客" }';
    expect(await read(text)).toEqual({ value: { name: "常客" }, text });
  });

  test.each(["application/json; charset=utf-8", "Application/JSON", "application/problem+json"])(
    "may be %s",
    async (other) => {
      expect((await read('{"name":"a"}', { "content-type": other })).value.name).toBe("a");
    },
  );

  // A form of another site can send these without asking the browser for leave.
  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""])(
    "is not taken as “%s”, whatever it holds",
    async (other) => {
      expect((await refusal(read('{"name":"a"}', { "content-type": other }))).code).toBe("BODY_TYPE");
    },
  );

  test("is not unpacked", async () => {
    expect((await refusal(read('{"name":"a"}', { "content-encoding": "gzip" }))).code).toBe("BODY_TYPE");
    expect((await read('{"name":"a"}', { "content-encoding": "identity" })).value.name).toBe("a");
  });

  test.each([
    ["", "/"],
    ["{", "/"],
    ["null", "/"],
    ["[]", "/"],
    ['{"name":""}', "name"],
    ['{"name":"a","x":1}', "/"],
  ])("that is %j is refused at %s, in both languages", async (text, path) => {
    const error = await refusal(read(text));
    expect([error.code, error.details.path]).toEqual(["BAD_REQUEST", path]);
    expect(error.sentence("zh")).toMatch(/[一-鿿]/);
  });
});

describe("text that PostgreSQL cannot hold", () => {
  test("is refused where it is NUL, in values and in names", async () => {
    expect((await refusal(read('{"name":"a\\u0000"}'))).details.path).toBe("name");
    expect((await refusal(read('{"name":"a","shares":{"b\\u0000":1}}'))).details.path).toBe("b");
  });

  test("is mended where a value has half of a pair, and refused where a name has", async () => {
    expect((await read('{"name":"a\\ud83d"}')).value.name).toBe("a\ufffd");
    expect((await refusal(read('{"name":"a","shares":{"\\ud83d":1}}'))).code).toBe("BAD_REQUEST");
    expect((await read('{"name":"😀","shares":{"😀":1}}')).value.shares).toEqual({ "😀": 1 });
  });

  test("which is no UTF-8 becomes replacement characters", async () => {
    const bytes = Uint8Array.from([...Buffer.from('{"name":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
    expect((await read(bytes)).value.name).toBe("\ufffd\ufffd");
  });
});

describe("a large body", () => {
  const stream = (pieces: number, size: number) => {
    let [sent, wasCancelled] = [0, false];
    const body = new ReadableStream({
      pull(controller) {
        if (sent++ < pieces) controller.enqueue(new Uint8Array(size).fill(32));
        else controller.close();
      },
      cancel: () => {
        wasCancelled = true;
      },
    });
    return { body, facts: () => ({ sent, wasCancelled }) };
  };

  test("is refused by what it says of itself, before a byte of it is read", async () => {
    const { body, facts } = stream(3, 10);
    const error = await refusal(read(body, { "content-length": String(bodyLimit + 1) }));
    expect(error.code).toBe("BODY_TOO_LARGE");
    expect(facts().sent).toBeLessThanOrEqual(1);
  });

  test("that lies about its length is let go at the limit, not held", async () => {
    const { body, facts } = stream(1000, 64);
    expect((await refusal(read(body, {}, 640))).code).toBe("BODY_TOO_LARGE");
    expect(facts().sent).toBeLessThan(20);
    expect(facts().wasCancelled).toBe(true);
  });

  test("of exactly the limit is read, a character that was cut between two pieces included", async () => {
    const bytes = Buffer.from('{"name":"客"}');
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await read(body, {}, bytes.length)).value.name).toBe("客");
  });
});

describe("a query", () => {
  const Page = z.strictObject({ page: z.coerce.number().int().min(0).default(0), search: z.string().optional() });
  const query = (text: string) => readQuery(new Request(`http://clade.test/api?${text}`), Page);

  test("is one flat object", () => {
    expect(query("page=2&search=%E5%B8%B8+a%26b")).toEqual({ page: 2, search: "常 a&b" });
    expect(query("")).toEqual({ page: 0 });
  });

  test.each(["page=1&page=2", "page=-1", "page=x", "nothing=1", "search=a%00b", "__proto__=1", "page[$gt]=1"])(
    "%s is refused",
    async (text) => expect((await refusal(() => query(text))).code).toBe("BAD_REQUEST"),
  );
});
