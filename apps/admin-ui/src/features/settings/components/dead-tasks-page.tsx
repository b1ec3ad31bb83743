import { type DeadTask, listDeadTasks, retryDeadTask } from "@chorus/contracts/routes/dead-tasks";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, RotateCcw } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { deadTaskTexts } from "../dead-task-texts.ts";
import { settingsTexts } from "../settings-texts.ts";

/** Failed background tasks, which need an operator. */
export function DeadTasksPage() {
  const t = useTexts(deadTaskTexts);
  const ui = useTexts(uiTexts);
  const title = useTexts(settingsTexts).sections.deadTasks;
  const { rest } = useDeskSession();
  const dead = useInfiniteQuery({
    queryKey: ["dead-tasks"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(listDeadTasks, { query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  });
  const retry = useMutation({
    mutationFn: (deadTaskId: string) => rest.call(retryDeadTask, { params: { deadTaskId } }),
    onSuccess: async () => {
      showNotice(t.retried);
      await dead.refetch();
    },
    onError: showProblem,
  });
  return (
    <Page title={title} description={t.description}>
      <Loaded query={dead}>
        {({ pages }) => {
          const tasks = pages.flatMap((page) => page.items);
          return (
            <Card>
              {tasks.length === 0 ? (
                <PanelMessage icon={CircleCheck} title={t.empty}>
                  {t.emptyHint}
                </PanelMessage>
              ) : (
                <ul className="divide-y divide-line">
                  {tasks.map((task) => (
                    <DeadTaskRow
                      key={task.id}
                      task={task}
                      isBusy={retry.isPending && retry.variables === task.id}
                      onRetry={() => retry.mutate(task.id)}
                    />
                  ))}
                </ul>
              )}
              {dead.hasNextPage && (
                <div className="flex justify-center border-t border-line p-3">
                  <Button look="quiet" isBusy={dead.isFetchingNextPage} onClick={() => void dead.fetchNextPage()}>
                    {dead.isFetchNextPageError ? ui.couldNotLoadMore : ui.loadMore}
                  </Button>
                </div>
              )}
            </Card>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface DeadTaskRowProps {
  task: DeadTask;
  isBusy: boolean;
  onRetry: () => void;
}

function DeadTaskRow({ task, isBusy, onRetry }: DeadTaskRowProps) {
  const t = useTexts(deadTaskTexts);
  const names: Partial<Record<string, string>> = t.names;
  return (
    <li className="flex flex-wrap items-center gap-3 px-3 sm:px-5 py-3">
      <div className="min-w-0 flex-1">
        <p className="text-sm font-medium">{names[task.task] ?? task.task}</p>
        <p className="text-xs text-ink-mute">
          <time dateTime={task.diedAt}>{formatMoment(task.diedAt)}</time>
          {` · ${t.attempts(task.attempts)} · ${task.error ?? t.unknownError}`}
        </p>
        {task.conversationId !== null && (
          <Link
            className="text-xs underline"
            to="/conversations/$conversationId"
            params={{ conversationId: task.conversationId }}
          >
            {t.openConversation}
          </Link>
        )}
      </div>
      <Button isBusy={isBusy} onClick={onRetry}>
        <RotateCcw aria-hidden="true" size={15} />
        {t.retry}
      </Button>
    </li>
  );
}
