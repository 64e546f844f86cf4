import { Link } from "@tanstack/react-router";
import type { Organisation } from "@/shared/api/model";
import { useWords } from "@/shared/code/codes";
import { usePlace } from "@/shared/code/usePlace";
import classes from "./search.module.css";

/** Organisations found beside the entries. */
export function OrganisationHits({ organisations }: { organisations: Organisation[] }) {
  const word = useWords();
  const place = usePlace();
  return (
    <ul className={classes.organisations}>
      {organisations.map((one) => (
        <li key={one.id}>
          <Link to="/organisations/$id" params={{ id: one.id }}>
            {one.name}
          </Link>
          <div className={classes.owner}>{[word("origin", one.origin), ...place(one)].join(" · ")}</div>
        </li>
      ))}
    </ul>
  );
}
