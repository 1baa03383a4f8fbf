"""What strangers may know of this installation."""

from fastapi import APIRouter, Request

from core.accounts.configuration import required_terms
from core.accounts.rules import LANGUAGES, MINIMUM_AGE
from webapp_api.bot_name import BotName
from webapp_api.dependencies import AppDep, Public
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.about import About

router = APIRouter(tags=["about"], route_class=TaggedRoute)


@router.get("/about", summary="This installation", dependencies=[Public])
async def read_about(request: Request, app: AppDep) -> About:
    """Who runs it, the bot that leads to it, and the version of the terms that players have to accept."""
    bot_name: BotName = request.app.state.bot_name
    settings = app.context.settings
    return About(
        bot_username=await bot_name.get(),
        operator=settings.operator_name,
        licence=settings.operator_licence,
        is_sandbox=settings.environment == "sandbox",
        minimum_age=MINIMUM_AGE,
        terms_version=await app.transact(required_terms),
        languages=list(LANGUAGES),
    )
