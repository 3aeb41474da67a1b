"""Everything that comes from the environment, read once, at the edge."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
SLACK_API = "https://slack.com/api/"


class Settings(BaseSettings):
    """Everything that comes from the environment, read once, here."""

    model_config = SettingsConfigDict(extra="ignore")

    bot_token: str = Field("", validation_alias="SLACK_BOT_TOKEN")
    app_token: str = Field("", validation_alias="SLACK_APP_TOKEN")
    signing_secret: str = Field("", validation_alias="SLACK_SIGNING_SECRET")
    api_url: str = Field(SLACK_API, validation_alias="SLACK_API_URL")
    database_url: str = Field("", validation_alias="DATABASE_URL")
    content: str = Field("", validation_alias="MOCKINGBIRD_CONTENT")
    data: str = Field("", validation_alias="MOCKINGBIRD_DATA")
    organisers_text: str = Field("", validation_alias="MOCKINGBIRD_ORGANISERS")
    retention_days: float = Field(0, ge=0, validation_alias="MOCKINGBIRD_RETENTION_DAYS")
    encoder: bool = Field(True, validation_alias="MOCKINGBIRD_ENCODER")

    @property
    def organisers(self) -> list[str]:
        """Slack ids of people who may set up drills everywhere, beside admins and whoever added the bot."""
        return [part for part in self.organisers_text.replace(",", " ").split() if part]

    @property
    def content_folders(self) -> list[Path]:
        """The shipped content first, then a team's own folders, which may replace parts of it."""
        own = [Path(part) for part in self.content.split(":") if part]
        return [ROOT, *own]

    @property
    def data_folder(self) -> Path:
        if self.data:
            return Path(self.data)
        from platformdirs import user_data_path

        return user_data_path("mockingbird")

    def database(self, name: str) -> str:
        return self.database_url or f"sqlite:///{self.data_folder / name}"
