import { credentialIn, withCredential, withHeader } from "../../kit/credentials/place.ts";
import { keepSecret } from "../../kit/credentials/secrets.ts";
import { flip } from "./signatures.ts";
import { type Bench, presentation, type Way } from "./way.ts";

const rule = "RFC 7617 §2";

const withField = ({ request, scheme }: Bench, value: string | undefined) =>
  withHeader(request, scheme.place.name, value);
const withLogin = ({ request, scheme }: Bench, login: string | undefined) =>
  withCredential(request, scheme.place, login);

/** User and password of a good login. */
function goodLogin({ request, scheme }: Bench): readonly [user: string, password: string] {
  const [user = "", password = ""] = (credentialIn(request, scheme.place) ?? "").split(/:(.*)/s);
  return [user, password];
}

/** Requests without user and password, or with wrong ones. */
export const passwordPresentations: readonly Way[] = [
  presentation("password", "no-token", ["a request without user and password", rule], (bench) => ({
    "no Authorization field": withLogin(bench, undefined),
  })),
  presentation(
    "password",
    "empty-token",
    ["empty credentials", rule],
    (bench) => ({
      "the scheme alone": withField(bench, "Basic"),
      "the scheme and a space": withField(bench, "Basic "),
      "no user and no password": withLogin(bench, ":"),
    }),
    { malformed: ["the scheme alone", "the scheme and a space"] },
  ),
  presentation(
    "password",
    "malformed-token",
    ["something that is no user and password", rule],
    (bench) => ({
      "no base64": withField(bench, "Basic ***"),
      "no colon": withLogin(bench, "tercet"),
      "bytes that are no UTF-8": withField(bench, `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString("base64")}`),
    }),
    { malformed: ["no base64", "no colon", "bytes that are no UTF-8"] },
  ),
  presentation("password", "guessed-password", ["a user and password that anybody guesses", rule], (bench) =>
    Object.fromEntries(["admin:admin", "admin:password", "root:root"].map((login) => [login, withLogin(bench, login)])),
  ),
  presentation(
    "password",
    "wrong-password",
    ["a wrong user or password", rule],
    (bench) => {
      const [user, password] = goodLogin(bench);
      const wrong = { changed: flip(password), shortened: password.slice(0, -1), lengthened: `${password}0` };
      for (const value of Object.values(wrong)) keepSecret(value);
      return {
        "no password": withLogin(bench, `${user}:`),
        "another user": withLogin(bench, `${user}-tercet:${password}`),
        "another letter in the password": withLogin(bench, `${user}:${wrong.changed}`),
        "the password without its last letter": withLogin(bench, `${user}:${wrong.shortened}`),
        "one letter more": withLogin(bench, `${user}:${wrong.lengthened}`),
      };
    },
    { needs: "credential" },
  ),
  presentation(
    "password",
    "wrong-scheme",
    ["a good user and password under another scheme", "RFC 9110 §11.4"],
    (bench) => {
      const field = Buffer.from(goodLogin(bench).join(":")).toString("base64");
      return { Bearer: withField(bench, `Bearer ${field}`), "no scheme": withField(bench, field) };
    },
    { needs: "credential", malformed: ["no scheme"] },
  ),
];
