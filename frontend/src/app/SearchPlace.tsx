import { SearchPage } from "@/features/search/SearchPage";
import { SaveSearch } from "@/features/watches/SaveSearch";

/** The search, which can be saved as a watch. */
export function SearchPlace() {
  return <SearchPage actions={<SaveSearch />} />;
}
