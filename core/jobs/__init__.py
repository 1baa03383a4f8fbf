"""The process that closes, draws and settles: APScheduler wakes it up, the database tells what is to be done."""
