import { useCodeLabel } from "./codes";

/** What of an organisation says where it is. */
interface Placed {
  city: string;
  voivodeship: string;
  country: string;
}

/** Where an organisation is, in parts: its town and, in Poland, its voivodeship; elsewhere its country. */
export function usePlace(): (of: Placed) => string[] {
  const voivodeship = useCodeLabel("voivodeships");
  const country = useCodeLabel("countries");
  return ({ city, voivodeship: region, country: at }) =>
    [city, at === HOME ? voivodeship(region) : country(at)].filter(Boolean);
}

/** The country of an organisation that does not say another one. */
export const HOME = "PL";
