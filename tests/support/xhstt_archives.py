"""Small XHSTT archives for the tests of the importer."""

INSTANCE = """
<Instance Id="i">
  <Times>
    <TimeGroups>{days}</TimeGroups>
    {times}
  </Times>
  <Resources>
    <ResourceTypes/>
    <Resource Id="5A"><ResourceType Reference="Class"/></Resource>
    <Resource Id="5B"><ResourceType Reference="Class"/></Resource>
    <Resource Id="T1"><ResourceType Reference="Teacher"/></Resource>
    <Resource Id="T2"><ResourceType Reference="Teacher"/></Resource>
    <Resource Id="R1"><ResourceType Reference="Room"/></Resource>
  </Resources>
  <Events>{events}</Events>
</Instance>
"""


def resource(role: str, name: str = "") -> str:
    reference = f' Reference="{name}"' if name else ""
    return f"<Resource{reference}><Role>{role}</Role></Resource>"


def event(name: str, duration: int, *resources: str, time: str = "") -> str:
    preassigned = f'<Time Reference="{time}"/>' if time else ""
    return (
        f'<Event Id="{name}"><Duration>{duration}</Duration><Course Reference="gr_{name}"/>'
        f"{preassigned}<Resources>{''.join(resources)}</Resources></Event>"
    )


def placed(name: str, time: str = "", duration: int | None = None, *resources: str) -> str:
    length = "" if duration is None else f"<Duration>{duration}</Duration>"
    moment = f'<Time Reference="{time}"/>' if time else ""
    return (
        f'<Event Reference="{name}">{length}{moment}'
        f"<Resources>{''.join(resources)}</Resources></Event>"
    )


def archive(
    events: list[str],
    solutions: dict[str, list[str]],
    days: tuple[str, ...] = ("Mo", "Tu", "We", "Th", "Fr"),
    periods: int = 4,
) -> bytes:
    """An archive with one instance; a solution group for each named list of placements."""
    day_rows = "".join(f'<Day Id="gr_{day}"><Name>{day}</Name></Day>' for day in days)
    times = "".join(
        f'<Time Id="{day}_{period}"><Day Reference="gr_{day}"/></Time>'
        for day in days
        for period in range(1, periods + 1)
    )
    groups = "".join(
        f'<SolutionGroup Id="{name}"><Solution Reference="i"><Events>{"".join(rows)}</Events>'
        f"</Solution></SolutionGroup>"
        for name, rows in solutions.items()
    )
    instance = INSTANCE.format(days=day_rows, times=times, events="".join(events))
    return (
        f"<HighSchoolTimetableArchive><Instances>{instance}</Instances>"
        f"<SolutionGroups>{groups}</SolutionGroups></HighSchoolTimetableArchive>"
    ).encode()
