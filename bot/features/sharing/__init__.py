"""Cards of lotteries in other chats."""
