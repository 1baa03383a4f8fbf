# What every part of the bot says.

common-home = 🏠 Home
common-back = ← Back
common-cancelled = Cancelled. Nothing was changed.
common-hint = I did not understand that. Use the buttons, or the commands in the menu.
common-refreshed = The list is refreshed
common-apology = Something went wrong on our side; nothing was lost. Please try again. If it happens again, tell support this reference: { $reference }
common-slow-down = { $seconds ->
    [one] Too fast for us. Please wait { $seconds } second.
   *[other] Too fast for us. Please wait { $seconds } seconds.
}
common-in-private = Tickets and money are private. Open our chat to go on.
common-open-chat = Open the chat
common-menu-button = Open
common-in-days = in { $days ->
    [one] { $days } day
   *[other] { $days } days
} { $hours } h
common-in-hours = in { $hours } h { $minutes } min
common-in-minutes = in { $minutes } min

## Command menus

command-start = Home: your balance and the next draw
command-settings = Settings: language, time zone, notices, limits
command-language = Change the language
command-help = How it works
command-terms = Terms of play
command-privacy = What we store about you
command-support = Ask a person
command-paysupport = Questions about a payment
command-cancel = Leave what you are doing
