export function Logo({ size }: { size: number }) {
  return <img src="/favicon.svg" alt="" width={size} height={size} draggable={false} />;
}
