import type { ColumnType, JSONColumnType } from "kysely";

/** Written as an ISO string or Date, read as a Date. */
export type Time = ColumnType<Date, Date | string, Date | string>;
export type DefaultedTime = ColumnType<Date, Date | string | undefined, Date | string>;
export type Json<Shape extends object> = JSONColumnType<Shape, string | undefined>;
