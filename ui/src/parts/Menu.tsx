/** Menus that open from a button: filters with check marks, and actions. */
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listText } from '../facts/list';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';
import './Menu.css';

export interface FilterOption {
  id: string;
  word: string;
  count: number;
}

/** A filter of which several values may be chosen. */
export function FilterMenu({ word, options, chosen, onChange, clearWord }: { word: string; options: readonly FilterOption[]; chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void; clearWord: string }) {
  const { i18n } = useTranslation();
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  const names = options.filter(({ id }) => chosen.has(id)).map((option) => option.word);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="filter" data-active={chosen.size > 0}>
        <span className="cut">{names.length > 0 ? `${word}: ${listText(names, i18n.language)}` : word}</span>
        <Icon name="chevron-down" />
      </DropdownMenu.Trigger>
      <MenuPanel>
        {options.map(({ id, word: name, count }) => (
          <DropdownMenu.CheckboxItem
            className="menu-item"
            key={id}
            checked={chosen.has(id)}
            onCheckedChange={(on) => {
              toggle(id, on);
            }}
            onSelect={(event) => {
              event.preventDefault();
            }}
          >
            <span className="menu-check">
              <DropdownMenu.ItemIndicator>
                <Icon name="check" />
              </DropdownMenu.ItemIndicator>
            </span>
            <span className="menu-word">{name}</span>
            <span className="quiet">{count}</span>
          </DropdownMenu.CheckboxItem>
        ))}
        {chosen.size > 0 && (
          <DropdownMenu.Item
            className="menu-item menu-clear"
            onSelect={() => {
              onChange(new Set());
            }}
          >
            {clearWord}
          </DropdownMenu.Item>
        )}
      </MenuPanel>
    </DropdownMenu.Root>
  );
}

export interface ActionOption {
  id: string;
  word: string;
  /** Under the word: what is particular about this one. */
  note: string;
  onSelect: () => void;
}

/** Several things of one kind that can be done. */
export function ActionMenu({ word, icon, options, disabled, testId, itemTestId }: { word: string; icon: IconName; options: readonly ActionOption[]; disabled: boolean; testId: string; itemTestId: (id: string) => string }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button icon={icon} iconAfter="chevron-down" disabled={disabled} data-testid={testId}>
          {word}
        </Button>
      </DropdownMenu.Trigger>
      <MenuPanel>
        {options.map((option) => (
          <DropdownMenu.Item className="menu-item menu-action" key={option.id} data-testid={itemTestId(option.id)} onSelect={option.onSelect}>
            <span className="menu-word">{option.word}</span>
            <span className="small second">{option.note}</span>
          </DropdownMenu.Item>
        ))}
      </MenuPanel>
    </DropdownMenu.Root>
  );
}

function MenuPanel({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={12}>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}
