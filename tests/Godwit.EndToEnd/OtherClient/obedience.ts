// Holds every request and every answer against the document that both sides are said to obey.
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";

type Json = { [name: string]: any };

export class Obedience {
  readonly document: Json;
  readonly seen = new Set<string>();
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #checks = new Map<string, ValidateFunction>();

  constructor(file: string) {
    this.document = JSON.parse(readFileSync(file, "utf8"));
    (formats.default as unknown as (ajv: Ajv2020) => void)(this.#ajv);
    this.#ajv.addFormat("int32", true).addFormat("int64", true).addFormat("double", true);
    this.#ajv.addSchema({ $id: "api", components: this.document["components"] });
  }

  onRequest = async ({ request, schemaPath }: { request: Request; schemaPath: string }) => {
    const text = await request.clone().text();
    if (text.length > 0) this.#check(this.#operation(schemaPath, request.method)["requestBody"].content["application/json"].schema, JSON.parse(text), `request ${request.method} ${schemaPath}`);
    return undefined;
  };

  onResponse = async ({ request, response, schemaPath }: { request: Request; response: Response; schemaPath: string }) => {
    const answers: Json = this.#operation(schemaPath, request.method)["responses"];
    const described = answers[response.status] ?? answers["default"];
    const type = (response.headers.get("content-type") ?? "").split(";")[0]!;
    const content = described?.content?.[type];
    if (!content) throw new Error(`${request.method} ${schemaPath}: ${response.status} ${type} is not in the document`);
    if (type.endsWith("json")) this.#check(content.schema, await response.clone().json(), `answer to ${request.method} ${schemaPath}`);
    this.seen.add(`${request.method} ${schemaPath}`);
    return undefined;
  };

  #operation(path: string, method: string): Json {
    const operation = this.document["paths"][path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`${method} ${path} is not in the document`);
    return operation;
  }

  #check(schema: Json, value: unknown, what: string) {
    const key = JSON.stringify(schema);
    let check = this.#checks.get(key);
    if (!check) this.#checks.set(key, (check = this.#ajv.compile(JSON.parse(key.replaceAll('"#/components/', '"api#/components/')))));
    if (!check(value)) throw new Error(`${what} does not obey the document: ${this.#ajv.errorsText(check.errors)}\n${JSON.stringify(value).slice(0, 2000)}`);
  }
}
