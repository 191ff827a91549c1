import { adultBirthDate, demoSubject, seededCustomers } from "../../../contracts/source/shop/seeds.ts";
import { today } from "../domain/age.ts";
import type { Queryable } from "../platform/database.ts";
import type { Customer } from "./customer.ts";
import { insertCustomer } from "./tables.ts";

const minorAge = 15;

/** Puts the demo's customers in, those that are not there yet; the minor never grows up. */
export async function seed(database: Queryable): Promise<void> {
  for (const customer of demoCustomers()) await insertCustomer(database, customer);
  await database.query("UPDATE customer SET birth_date = $2 WHERE id = $1", [seededCustomers.minor, minorBirthDate()]);
}

function demoCustomers(): readonly Customer[] {
  const common = { owner: demoSubject, deliveryPass: false };
  const adult = { ...common, kind: "private" as const, birthDate: adultBirthDate };
  const { adult: id, minor, business, subscriber } = seededCustomers;
  return [
    { ...adult, id, name: "Anna Keller", email: "anna.keller@example.com" },
    { ...adult, id: minor, name: "Nico Keller", email: "nico.keller@example.com", birthDate: minorBirthDate() },
    { ...adult, id: subscriber, name: "Lea Rossi", email: "lea.rossi@example.com", deliveryPass: true },
    {
      ...{ ...common, id: business, kind: "business" },
      ...{ name: "Beat Frei", email: "office@example.com", companyName: "Frei & Co" },
    },
  ];
}

/** On the birthday, 29 February becomes 28 February where there is none. */
function minorBirthDate(): string {
  const [year = "", month, day] = today().split("-");
  return `${Number(year) - minorAge}-${month}-${month === "02" && day === "29" ? "28" : day}`;
}
