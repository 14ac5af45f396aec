/** Changing the profile, and opening its store again after something stood in the way. */
import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProfileView } from '../host/bindings';
import { useHost } from './host';
import { keys } from './queries';

const OPENING = ['opening'];

/** Whether a profile is being opened: until then nothing of either is shown. */
export function useOpening(): boolean {
  return useIsMutating({ mutationKey: OPENING }) > 0;
}

function useProfileChange<Given>(change: (given: Given) => Promise<ProfileView>) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: OPENING,
    mutationFn: change,
    onSuccess: (profile) => {
      // Nothing of the other profile stays behind.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.profile[0] });
      client.setQueryData(keys.profile, profile);
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.profile }),
  });
}

export function useOpenProfile() {
  const host = useHost();
  return useProfileChange((practice: boolean) => host.openProfile(practice));
}

export function useRetryStore() {
  const host = useHost();
  return useProfileChange(() => host.retryStore());
}

export function useSetAside() {
  const host = useHost();
  return useProfileChange(() => host.setStoreAside());
}
