"""The quality gates of a run: what each batch is judged by before its commit, and what becomes of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from flows.quality import coverage_of, judge, merged
from flows.settings import Settings
from flows.storage.dataset import Dataset
from flows.storage.withhold import QUARANTINE, withhold
from schemas.quality import GateFailure, SiteProfile
from schemas.run import BatchDescriptor, BatchResult
from schemas.site import Site

_Key = tuple[str, str, str | None]


class Gates:
    """Judges the batches of a run against the history of their sites."""

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        self._dataset = dataset
        self._settings = settings
        self._failures: list[GateFailure] = []
        self._captured: dict[str, SiteProfile] = {}
        self._warnings: dict[_Key, GateFailure] = {}

    @property
    def failures(self) -> tuple[GateFailure, ...]:
        """What failed so far, and what is a warning."""
        return (*self._failures, *self._warnings.values())

    def passed(
        self, result: BatchResult, sites: Sequence[Site], *, now: datetime, past: Collection[str] = ()
    ) -> BatchResult:
        """The batch without the records that fail a gate of their site, which `gate` of the settings may let pass.

        Args:
            result: The batch, staged.
            sites: All whose pages are in it.
            now: With zone.
            past: Keys of those whose pages are captures: they show what a site was once. They are judged over all
                batches of the run, and what fails is a warning.
        """
        if self._settings.gate == "off" or not result.profiles:
            return result
        by_key = {site.key: site for site in sites}
        self._warn([one for one in result.profiles if one.site in past], by_key, result.descriptor, now)
        found = self._judged([one for one in result.profiles if one.site not in past], by_key)
        if not found:
            return result
        found = self._explained(found, by_key, result.descriptor, now)
        if self._settings.gate == "quarantine":
            return self._withheld(result, sites, found)
        self._failures.extend(found)
        return result

    def _judged(self, profiles: Sequence[SiteProfile], sites: Mapping[str, Site]) -> list[GateFailure]:
        histories = self._dataset.state.histories([profile.site for profile in profiles])
        tolerance = self._settings.gate_tolerance
        return [
            failure
            for profile in profiles
            for failure in judge(profile, histories[profile.site], sites[profile.site], tolerance=tolerance)
        ]

    def _explained(
        self, found: Sequence[GateFailure], sites: Mapping[str, Site], descriptor: BatchDescriptor, now: datetime
    ) -> list[GateFailure]:
        from flows.quality_repair import explained  # its learning is heavy, and seldom needed

        return explained(found, self._dataset, descriptor, sites, now)

    def _warn(
        self, profiles: Sequence[SiteProfile], sites: Mapping[str, Site], descriptor: BatchDescriptor, now: datetime
    ) -> None:
        """Judge captures together with those of the batches before; a warning keeps the examples of its first batch."""
        for profile in profiles:
            before = self._captured.get(profile.site)
            self._captured[profile.site] = merged([before, profile] if before else [profile]) or profile
        found = self._judged([self._captured[profile.site] for profile in profiles], sites)
        judged = {profile.site for profile in profiles}
        told = {key: one for key, one in self._warnings.items() if one.site not in judged}
        for failure in found:
            key = (failure.site, failure.kind, failure.field)
            known = self._warnings.get(key) or self._explained([failure], sites, descriptor, now)[0]
            kept = {"examples": known.examples, "repair": known.repair, "is_warning": True}
            told[key] = failure.model_copy(update=kept)
        self._warnings = told

    def _withheld(self, result: BatchResult, sites: Sequence[Site], failures: Sequence[GateFailure]) -> BatchResult:
        """The batch without the records of failing sites, which go to the quarantine."""

        def owner(url: str) -> str | None:
            return next((site.key for site in sites if site.owns(url)), None)

        failing = {failure.site for failure in failures}
        with self._dataset.store.clear_errors():
            kept = withhold(self._dataset.store, result.descriptor, failing, failures, owner=owner)
        where = f"{QUARANTINE}/{result.descriptor.batch}"
        self._failures.extend(
            failure.model_copy(update={"withheld": kept.records.get(failure.site, 0), "quarantine": where})
            for failure in failures
        )
        profiles = tuple(profile for profile in result.profiles if profile.site not in failing)
        return result.model_copy(
            update={
                "descriptor": kept.descriptor,
                "profiles": profiles,
                "coverage": coverage_of(profiles),
                "sites": tuple(
                    site.model_copy(
                        update={
                            "withheld": kept.records.get(site.site, 0),
                            "records": site.records - kept.records.get(site.site, 0),
                        }
                    )
                    for site in result.sites
                ),
            }
        )
