/** The shape of a conversation that is being fetched. */
export function Skeleton() {
  return (
    <div class="log skeleton" aria-label="Loading">
      <span class="theirs" />
      <span class="mine" />
      <span class="theirs wide" />
    </div>
  );
}
