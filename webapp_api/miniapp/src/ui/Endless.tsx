// A list that is read on page by page, with its skeleton, its failure and its emptiness.

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "@/i18n/TextsProvider";
import { Button } from "./Button";
import { Skeleton } from "./Skeleton";
import { Failure } from "./States";

interface Props<T> {
  query: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>;
  empty: ReactNode;
  skeleton?: number[];
  children: (items: T[]) => ReactNode;
}

export function Endless<T>({ query, empty, skeleton, children }: Props<T>) {
  const { t } = useTexts();
  const items = query.data?.pages.flatMap((page) => page.items);
  if (!items)
    return query.isError ? (
      <Failure error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton heights={skeleton} />
    );
  if (!items.length) return empty;
  return (
    <>
      {children(items)}
      {query.hasNextPage ? (
        <More
          onMore={() => void query.fetchNextPage()}
          isBusy={query.isFetchingNextPage}
          label={t("app-more")}
          isStopped={query.isFetchNextPageError}
        />
      ) : null}
    </>
  );
}

/** Reads on when it comes into sight; a button where that failed. */
function More({
  onMore,
  isBusy,
  isStopped,
  label,
}: {
  onMore: () => void;
  isBusy: boolean;
  isStopped: boolean;
  label: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });
  useEffect(() => {
    if (isBusy || isStopped || !place.current) return undefined;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && more.current(),
      { rootMargin: "400px" },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [isBusy, isStopped]);
  return (
    <div ref={place}>
      <Button look="plain" isWide isBusy={isBusy} onClick={onMore}>
        {label}
      </Button>
    </div>
  );
}
