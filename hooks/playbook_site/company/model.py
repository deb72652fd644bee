"""The company that publishes this site: playbooks/company.yml."""

from __future__ import annotations

from pydantic import Field

from playbook_site.content.fields import Authored, Flag, Percent, Text


class Contacts(Authored):
    """Where to turn. What is left out shows on the site as a gap."""

    contribute: Text | None = Field(
        default=None,
        description="Where to send a proposal without a seat on the code host.",
        examples=["playbooks@example.com"],
    )
    independent_channel: Text | None = Field(
        default=None,
        description="Where a red line can be raised outside one's own line: an ombudsman, an ethics line.",
        examples=["Ethics line, extension 4000"],
    )
    risk_owners: Text | None = Field(
        default=None,
        description="Who is accountable for which risk, or where that is written.",
        examples=["Legal, security and privacy: see the risk register"],
    )


class Company(Authored):
    """What a company changes first when it makes the site its own."""

    name: Text = Field(description="The company's name.", examples=["Larkfield"])
    example: Flag = Field(
        default=False, description="true while this is still the example company; pages then say so.", examples=[True]
    )
    currency: Text = Field(description="ISO code of the currency of ROI figures.", examples=["EUR"])
    discount_rate: Percent | None = Field(
        default=None, description="Nominal rate that finance uses. Left out: pages show a gap.", examples=["10%"]
    )
    planning_horizon_years: int | None = Field(
        default=None,
        ge=1,
        le=10,
        description="How many years ahead the company plans. Left out: pages show a gap.",
        examples=[5],
    )
    contacts: Contacts = Field(default=Contacts(), description="Where to turn; see Contacts.", examples=[{}])
