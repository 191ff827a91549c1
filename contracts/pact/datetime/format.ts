import { type DatePart, dayNames, monthNames, parseDateFormat } from "./pattern.ts";

/** Writes a moment in a Java format, in UTC; undefined where the format cannot be read. */
export function formatDate(moment: Date, format: string): string | undefined {
  const parts = parseDateFormat(format);
  return parts && formatParts(parts, moment);
}

function formatParts(parts: readonly DatePart[], moment: Date): string {
  return parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      return part.kind === "optional" ? formatParts(part.parts, moment) : formatField(part.letter, part.count, moment);
    })
    .join("");
}

const millisecondsOfDay = 86_400_000;

function formatField(letter: string, count: number, moment: Date): string {
  const padded = (value: number) => String(value).padStart(count, "0");
  const [year, month, day] = [moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate()];
  const [hour, weekday] = [moment.getUTCHours(), (moment.getUTCDay() + 6) % 7];
  const sinceMidnight = moment.getTime() - Date.UTC(year, month, day);
  switch (letter) {
    case "y":
    case "u":
    case "Y":
      return count === 2 ? String(year % 100).padStart(2, "0") : padded(year);
    case "M":
    case "L":
      return count <= 2 ? padded(month + 1) : named(monthNames[month] ?? "", count);
    case "d":
      return padded(day);
    case "D":
      return padded(dayOfYear(moment));
    case "E":
      return named(dayNames[weekday] ?? "", Math.max(count, 3));
    case "e":
    case "c":
      return count <= 2 ? padded(weekday + 1) : named(dayNames[weekday] ?? "", count);
    case "G":
      return count === 4 ? "Anno Domini" : count === 5 ? "A" : "AD";
    case "a":
      return hour < 12 ? "AM" : "PM";
    case "H":
      return padded(hour);
    case "k":
      return padded(hour === 0 ? 24 : hour);
    case "K":
      return padded(hour % 12);
    case "h":
      return padded(hour % 12 === 0 ? 12 : hour % 12);
    case "m":
      return padded(moment.getUTCMinutes());
    case "s":
      return padded(moment.getUTCSeconds());
    case "S":
      return String(moment.getUTCMilliseconds()).padStart(3, "0").padEnd(count, "0").slice(0, count);
    case "A":
      return padded(sinceMidnight);
    case "n":
      return padded((sinceMidnight % 1000) * 1_000_000);
    case "N":
      return padded(sinceMidnight * 1_000_000);
    case "w":
      return padded(weekOfYear(moment));
    case "W":
    case "F":
      return padded(Math.floor((day - 1) / 7) + 1);
    case "q":
    case "Q":
      return formatQuarter(Math.floor(month / 3) + 1, count);
    default:
      return formatZone(letter, count);
  }
}

function named(name: string, count: number): string {
  if (count === 3) return name.slice(0, 3);
  return count === 5 ? name.slice(0, 1) : name;
}

function formatQuarter(quarter: number, count: number): string {
  if (count <= 2) return String(quarter).padStart(count, "0");
  return count === 3 ? `Q${quarter}` : `${["1st", "2nd", "3rd", "4th"][quarter - 1]} quarter`;
}

/** The zone is always UTC. */
function formatZone(letter: string, count: number): string {
  if (letter === "X" || letter === "V") return "Z";
  if (letter === "O") return "GMT";
  if (letter === "z") return count === 4 ? "Coordinated Universal Time" : "UTC";
  if (letter === "Z") return count <= 3 ? "+0000" : count === 4 ? "GMT" : "Z";
  return count === 1 ? "+00" : count % 2 === 0 ? "+0000" : "+00:00";
}

function dayOfYear(moment: Date): number {
  return Math.floor((moment.getTime() - Date.UTC(moment.getUTCFullYear(), 0, 1)) / millisecondsOfDay) + 1;
}

/** Weeks begin on Monday, and the first one has four days of the year (ISO 8601). */
function weekOfYear(moment: Date): number {
  const thursday = new Date(moment.getTime() + (3 - ((moment.getUTCDay() + 6) % 7)) * millisecondsOfDay);
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}
