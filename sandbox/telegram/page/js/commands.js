// Which command menu and which menu button a person sees: by scope and language, as Telegram decides.

const PRIVATE = ["chat", "all_private_chats", "default"];
const GROUP_MEMBER = ["chat_member", "chat", "all_group_chats", "default"];
const GROUP_ADMIN = ["chat_member", "chat_administrators", "chat", "all_chat_administrators", "all_group_chats", "default"];

/** `sets`: [{scope: {type, chat_id?, user_id?}, language_code, commands}]. The first that fits wins, its language before none. */
export function commandsFor(sets, target, user, isGroupAdmin) {
  const scopes = target.isPrivate ? PRIVATE : isGroupAdmin ? GROUP_ADMIN : GROUP_MEMBER;
  for (const type of scopes) {
    for (const language of [user?.language_code, ""]) {
      const found = sets.find((set) => set.scope.type === type && (set.language_code ?? "") === language && fits(set.scope, target));
      if (found?.commands.length) return found.commands;
    }
  }
  return [];
}

function fits(scope, target) {
  if (scope.chat_id !== undefined && Number(scope.chat_id) !== target.chatId) return false;
  return scope.user_id === undefined || Number(scope.user_id) === target.userId;
}
