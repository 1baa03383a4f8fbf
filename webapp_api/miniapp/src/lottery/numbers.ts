// Ticket numbers as people read them.

export interface Range {
  first: number;
  last: number;
}

/** A range of ticket numbers. */
export const rangeText = ({ first, last }: Range): string => (first === last ? `${first}` : `${first}–${last}`);
export const count = ({ first, last }: Range): number => last - first + 1;
