# Cards in other chats.

sharing-share = 📤 Share
sharing-play = 🎟 See this lottery
sharing-open-bot = Open the bot
sharing-description = { $price } per ticket · { $left ->
    [one] { $left } ticket left
   *[other] { $left } tickets left
}
