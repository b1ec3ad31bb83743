/** Drawn on 20, with a line of 1.5 px at every size. */
const PATHS = {
  back: "M12 5.5 7.5 10l4.5 4.5",
  close: "m5 5 10 10M15 5 5 15",
  more: "M4.75 10h.01M10 10h.01M15.25 10h.01",
  next: "m8 5.5 4.5 4.5L8 14.5",
  send: "M3.5 10 2.75 3.5 17.5 10 2.75 16.5zM3.5 10H10",
  smile: "M2.75 10a7.25 7.25 0 1 0 14.5 0 7.25 7.25 0 1 0-14.5 0M6.9 11.75a3.6 3.6 0 0 0 6.2 0M7.5 8h.01M12.5 8h.01",
  person: "M6.75 6.5a3.25 3.25 0 1 0 6.5 0 3.25 3.25 0 1 0-6.5 0M3.75 17a6.25 6.25 0 0 1 12.5 0",
  robot:
    "M6.25 6.75h7.5a3 3 0 0 1 3 3v3.5a3 3 0 0 1-3 3h-7.5a3 3 0 0 1-3-3v-3.5a3 3 0 0 1 3-3zM10 6.75v-3M7.5 10.75v1.5M12.5 10.75v1.5",
  sent: "m4 10.75 3.75 3.75 8.25-9",
  delivered: "m1.75 10.75 3.5 3.5 6.75-8M9.25 13.25l1 1 7-8",
  pending: "M2.75 10a7.25 7.25 0 1 0 14.5 0 7.25 7.25 0 1 0-14.5 0M10 6v4.25l2.5 1.5",
  mail: "M2.75 5h14.5v10.5H2.75zM3 5.75l7 5.5 7-5.5",
  history: "M3.5 10a6.75 6.75 0 1 0 2.2-5L3.250 7.250M3.250 3.500v3.750H7M10 6.500v3.750l2.500 1.500",
  loud: "M3 8v4h3l4 3.500v-11L6 8zM12.750 7.500a3.500 3.500 0 0 1 0 5M15 5.250a6.500 6.500 0 0 1 0 9.500",
  quiet: "M3 8v4h3l4 3.500v-11L6 8zM13 8l4 4M17 8l-4 4",
  star: "m10 2.750 2.250 4.700 5.200.700-3.800 3.600.950 5.150L10 14.350 5.400 16.900l.950-5.150-3.800-3.600 5.200-.700z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
