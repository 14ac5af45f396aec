/** One sentence across the page that needs no answer now, and perhaps one button. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import './Banner.css';

export function Banner({ tone, icon, children, action }: { tone: 'path' | 'ending' | 'need' | 'off' | 'practice'; icon: IconName; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="banner" data-tone={tone} role="status">
      <Icon name={icon} size={18} />
      <div className="banner-text">{children}</div>
      {action}
    </div>
  );
}
