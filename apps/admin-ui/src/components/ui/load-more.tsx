import { useTexts } from "../../lib/language/texts.ts";
import { Button } from "./button.tsx";
import { uiTexts } from "./ui-texts.ts";

interface LoadMoreProps {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
}

/** The end of a list of which there is more. */
export function LoadMore({ query }: LoadMoreProps) {
  const t = useTexts(uiTexts);
  if (!query.hasNextPage) return null;
  return (
    <div className="flex justify-center border-t border-line p-2">
      <Button look="quiet" isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {query.isFetchNextPageError ? t.couldNotLoadMore : t.loadMore}
      </Button>
    </div>
  );
}
