/** Shows the ids that the commands beside it take. */
export const LISTED_BY = 'generations ls';
