/** The place as it is said aloud: each of the last three, else in tens, so that nobody hears a number every second. */
export const spokenPlace = (place: number): number =>
  place <= 3 ? place : place < 10 ? 5 : Math.floor(place / 10) * 10;
