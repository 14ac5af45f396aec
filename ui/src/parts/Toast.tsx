/** A notice that goes away by itself. Said politely; a problem stays until it is dismissed. */
import { Toast } from 'radix-ui';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { testIds } from '../testids';
import { IconButton } from './Button';
import { Icon, type IconName } from './Icon';
import './Toast.css';

interface Notice {
  icon: IconName;
  text: ReactNode;
  /** One thing to do about it. */
  action?: { word: string; act: () => void };
  stays?: boolean;
}

const ToastContext = createContext<(notice: Notice) => void>(() => undefined);
const SHOWN_FOR = 6_000;

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [notices, setNotices] = useState<(Notice & { id: number })[]>([]);
  const say = useCallback((notice: Notice) => {
    setNotices((now) => [...now.slice(-2), { ...notice, id: (now.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const drop = (id: number) => {
    setNotices((now) => now.filter((notice) => notice.id !== id));
  };
  return (
    <ToastContext value={useMemo(() => say, [say])}>
      <Toast.Provider label={t('toast.label')} duration={SHOWN_FOR} swipeDirection="right">
        {children}
        {notices.map(({ id, icon, text, action, stays }) => (
          <Toast.Root
            className="toast"
            key={id}
            data-testid={testIds.toast}
            duration={stays ? Infinity : SHOWN_FOR}
            onOpenChange={(open) => {
              if (!open) drop(id);
            }}
          >
            <Icon name={icon} size={18} />
            <Toast.Description className="toast-text">{text}</Toast.Description>
            {action && (
              <Toast.Action asChild altText={action.word}>
                <button type="button" className="toast-action" onClick={action.act}>
                  {action.word}
                </button>
              </Toast.Action>
            )}
            <Toast.Close asChild>
              <IconButton className="toast-close" icon="cross" name={t('toast.dismiss')} />
            </Toast.Close>
          </Toast.Root>
        ))}
        <Toast.Viewport className="toasts" label={t('toast.label')} />
      </Toast.Provider>
    </ToastContext>
  );
}

export function useToast(): (notice: Notice) => void {
  return use(ToastContext);
}
