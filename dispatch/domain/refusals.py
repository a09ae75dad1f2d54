"""Everything the desk may refuse to do, beside what every desk refuses (`core/domain/refusals.py`)."""

from core.domain.refusals import Conflict, Invalid, NotFound


class UnknownIncident(NotFound):
    code = "unknown_incident"


class UnknownUnit(NotFound):
    code = "unknown_unit"


class UnknownAssignment(NotFound):
    code = "unknown_assignment"


class UnknownCall(NotFound):
    code = "unknown_call"


class UnknownAlert(NotFound):
    code = "unknown_alarm"


class UnknownHospital(NotFound):
    code = "unknown_hospital"


class UnknownSuggestion(NotFound):
    code = "unknown_suggestion"


class UnknownMoveUp(NotFound):
    code = "unknown_move_up"


class UnknownClosure(NotFound):
    code = "unknown_closure"


class UnknownGeofence(NotFound):
    code = "unknown_geofence"


class UnknownDevice(NotFound):
    code = "unknown_device"


class NotInList(NotFound):
    """No agency, station or hospital has that id."""

    code = "not_in_list"


class UnknownIncidentType(Invalid):
    code = "unknown_incident_type"


class UnknownRecommendation(Invalid):
    code = "unknown_recommendation"


class ListInvalid(Invalid):
    """No line of the file was imported; facts: count, lines [{line, code, column, value, known, reason}]."""

    code = "list_invalid"


class UnknownStation(Invalid):
    code = "unknown_station"


class UnknownAgency(Invalid):
    code = "unknown_agency"


class DeviceIdUnusable(Invalid):
    code = "device_id_unusable"


class OutsideServiceArea(Invalid):
    code = "outside_service_area"


class UnitTwice(Invalid):
    code = "unit_twice"


class ReasonRequired(Invalid):
    code = "reason_required"


class TimeNotPlausible(Invalid):
    code = "time_not_plausible"


class UnitAlreadyAssigned(Conflict):
    """Another desk was faster; facts: unit_id, incident_id, incident_number, by."""

    code = "unit_already_assigned"


class AdviceOutdated(Conflict):
    """Somebody else has sent units since this was advised; facts: unit_ids, incident_number, by."""

    code = "advice_outdated"


class CrewIsOut(Conflict):
    """The crew of this vehicle drives another one now; facts: unit_id, incident_id, incident_number."""

    code = "crew_is_out"


class CrewTwice(Invalid):
    code = "crew_twice"


class ResponsePlanChanged(Conflict):
    """Somebody saved these plans in the meantime."""

    code = "response_plan_changed"


class ResponsePlanInvalid(Invalid):
    code = "response_plan_invalid"


class UnitNotInService(Conflict):
    code = "unit_not_in_service"


class UnitIsAssigned(Conflict):
    code = "unit_is_assigned"


class IncidentIsClosed(Conflict):
    code = "incident_is_closed"


class IncidentIsOpen(Conflict):
    code = "incident_is_open"


class IncidentHasOpenAssignments(Conflict):
    code = "incident_has_open_assignments"


class IncidentMergedIntoItself(Invalid):
    code = "incident_merged_into_itself"


class UnitNotThere(Conflict):
    """It does not work on that incident, or no longer does; facts: unit_ids."""

    code = "unit_not_there"


class CallIsClosed(Conflict):
    code = "call_is_closed"


class CallIsOpen(Conflict):
    code = "call_is_open"


class CallIsClaimed(Conflict):
    code = "call_is_claimed"


class StatusNotAllowed(Conflict):
    code = "status_not_allowed"


class AssignmentIsOver(Conflict):
    code = "assignment_is_over"


class NothingToCorrect(Conflict):
    """The correction would change nothing."""

    code = "nothing_to_correct"


class CorrectionTooLate(Conflict):
    """The unit has been free for too long: send it again; facts: unit_id, released_at."""

    code = "correction_too_late"


class UnitNotOnItsWay(Conflict):
    """It has arrived, carries a patient or is replaced already: no other unit takes its place."""

    code = "unit_not_on_its_way"


class NotMoreUrgent(Conflict):
    """A unit on its way is taken away only for a higher priority."""

    code = "not_more_urgent"


class MoveUpIsOver(Conflict):
    code = "move_up_is_over"


class SuggestionIsOver(Conflict):
    """Accepted, refused or withdrawn; facts: outcome."""

    code = "suggestion_is_over"


class AlertAlreadyTaken(Conflict):
    code = "alarm_already_taken"


class IdTaken(Conflict):
    """Something in the same list has that id, or had it."""

    code = "id_taken"


class StillInUse(Conflict):
    """Something else refers to it; facts: id."""

    code = "still_in_use"


class DeviceIdTaken(Conflict):
    code = "device_id_taken"


class UnitHasDevices(Conflict):
    """Move or revoke them first; facts: unit_id, device_ids."""

    code = "unit_has_devices"


class UnitIsRetired(Conflict):
    code = "unit_is_retired"


class CrewNeedsUnit(Invalid):
    code = "crew_needs_unit"
