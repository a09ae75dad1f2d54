// Generated from the API's description by `npm run client`; do not edit.
export interface paths {
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Session */
        post: operations["post_session_api_v1_session_post"];
        /** Delete Session */
        delete: operations["delete_session_api_v1_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Me
         * @description Renews a viewer's session, so that a wall stays logged in.
         */
        get: operations["get_me_api_v1_me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Own Password
         * @description No command with a key: a fingerprint of each is stored, and a password must not be guessable from it.
         */
        post: operations["post_own_password_api_v1_me_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Accounts
         * @description Accounts that may log in come first, then the disabled.
         */
        get: operations["get_accounts_api_v1_accounts_get"];
        put?: never;
        /**
         * Post Account
         * @description The password is made here and shown once.
         */
        post: operations["post_account_api_v1_accounts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Patch Account
         * @description Another role or unit, or disabling, ends its sessions and live sockets.
         */
        patch: operations["patch_account_api_v1_accounts__username__patch"];
        trace?: never;
    };
    "/api/v1/accounts/{username}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Password
         * @description A new password, shown once; its sessions end.
         */
        post: operations["post_password_api_v1_accounts__username__password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Calls */
        get: operations["get_calls_api_v1_calls_get"];
        put?: never;
        /** Post Call */
        post: operations["post_call_api_v1_calls_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{call_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Call */
        get: operations["get_call_api_v1_calls__call_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Patch Call */
        patch: operations["patch_call_api_v1_calls__call_id__patch"];
        trace?: never;
    };
    "/api/v1/calls/{call_id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Claim */
        post: operations["post_claim_api_v1_calls__call_id__claim_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{call_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Release */
        post: operations["post_release_api_v1_calls__call_id__release_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{call_id}/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Location */
        post: operations["post_location_api_v1_calls__call_id__locations_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/recommendation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Recommendation */
        get: operations["get_recommendation_api_v1_incidents__incident_id__recommendation_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Assignments */
        post: operations["post_assignments_api_v1_incidents__incident_id__assignments_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{assignment_id}/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Replace
         * @description Another unit goes; the one on its way is released once the new crew has acknowledged.
         */
        post: operations["post_replace_api_v1_assignments__assignment_id__replace_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{assignment_id}/divert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Divert
         * @description The unit goes to a more urgent incident instead; the one it leaves waits again, with an alert.
         *
         *     With a `unit_id` it is what `/replace` does now: so this route was called before.
         */
        post: operations["post_divert_api_v1_assignments__assignment_id__divert_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{assignment_id}/redirect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Redirect
         * @deprecated
         * @description The former name of `/divert`.
         */
        post: operations["post_redirect_api_v1_assignments__assignment_id__redirect_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{assignment_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Status
         * @description For a move-up, too, which answers with the unit.
         */
        post: operations["post_status_api_v1_assignments__assignment_id__status_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{assignment_id}/notices/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Confirmation
         * @description The crew has read what was changed or written after its order.
         */
        post: operations["post_confirmation_api_v1_assignments__assignment_id__notices_confirm_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{assignment_id}/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Status Correction
         * @description The real status, at or before the present one; the steps after it were never reached.
         */
        post: operations["post_status_correction_api_v1_assignments__assignment_id__correction_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/alarm/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Alarm Level Correction */
        post: operations["post_alarm_level_correction_api_v1_incidents__incident_id__alarm_correction_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/close/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Disposition Correction */
        post: operations["post_disposition_correction_api_v1_incidents__incident_id__close_correction_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{call_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Call Reopening
         * @description A call that was ended, or joined to an incident: it waits again for somebody.
         */
        post: operations["post_call_reopening_api_v1_calls__call_id__reopen_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Incidents */
        get: operations["get_incidents_api_v1_incidents_get"];
        put?: never;
        /** Post Incident */
        post: operations["post_incident_api_v1_incidents_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Incident */
        get: operations["get_incident_api_v1_incidents__incident_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Patch Incident */
        patch: operations["patch_incident_api_v1_incidents__incident_id__patch"];
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Close */
        post: operations["post_close_api_v1_incidents__incident_id__close_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Reopen */
        post: operations["post_reopen_api_v1_incidents__incident_id__reopen_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Merge */
        post: operations["post_merge_api_v1_incidents__incident_id__merge_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/alarm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Alarm Level */
        post: operations["post_alarm_level_api_v1_incidents__incident_id__alarm_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Note */
        post: operations["post_note_api_v1_incidents__incident_id__notes_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Units
         * @description The fleet; or the retired units.
         */
        get: operations["get_units_api_v1_units_get"];
        put?: never;
        /** Post Unit */
        post: operations["post_unit_api_v1_units_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{unit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put Unit
         * @description All of its description and capabilities at once; service and crew on duty are the dispatcher's, by PATCH.
         */
        put: operations["put_unit_api_v1_units__unit_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Patch Unit */
        patch: operations["patch_unit_api_v1_units__unit_id__patch"];
        trace?: never;
    };
    "/api/v1/units/{unit_id}/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Track
         * @description By default the last hour; GeoJSON.
         */
        get: operations["get_track_api_v1_units__unit_id__track_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Alerts */
        get: operations["get_alerts_api_v1_alarms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarm_id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Take */
        post: operations["post_take_api_v1_alarms__alarm_id__take_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incident-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Incident Types */
        get: operations["get_incident_types_api_v1_incident_types_get"];
        put?: never;
        /** Post Incident Type */
        post: operations["post_incident_type_api_v1_incident_types_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clock-targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Clock Targets
         * @description The targets in seconds of each running clock, used on screens and by the alerts.
         */
        get: operations["get_clock_targets_api_v1_clock_targets_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Stations */
        get: operations["get_stations_api_v1_stations_get"];
        put?: never;
        /** Post Station */
        post: operations["post_station_api_v1_stations_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hospitals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Hospitals */
        get: operations["get_hospitals_api_v1_hospitals_get"];
        put?: never;
        /** Post Hospital */
        post: operations["post_hospital_api_v1_hospitals_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Agencies */
        get: operations["get_agencies_api_v1_agencies_get"];
        put?: never;
        /** Post Agency */
        post: operations["post_agency_api_v1_agencies_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map-places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Map Places */
        get: operations["get_map_places_api_v1_map_places_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map-places/take-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Take Over
         * @description Agencies first; existing entries are left as they are.
         */
        post: operations["post_take_over_api_v1_map_places_take_over_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies/{agency_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put Agency */
        put: operations["put_agency_api_v1_agencies__agency_id__put"];
        post?: never;
        /** Delete Agency */
        delete: operations["delete_agency_api_v1_agencies__agency_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{station_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put Station */
        put: operations["put_station_api_v1_stations__station_id__put"];
        post?: never;
        /** Delete Station */
        delete: operations["delete_station_api_v1_stations__station_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hospitals/{hospital_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put Hospital */
        put: operations["put_hospital_api_v1_hospitals__hospital_id__put"];
        post?: never;
        /** Delete Hospital */
        delete: operations["delete_hospital_api_v1_hospitals__hospital_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{unit_id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Retire
         * @description Out of the fleet; tracks, assignments and milestones stay.
         */
        post: operations["post_retire_api_v1_units__unit_id__retire_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{unit_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Return
         * @description Back in the fleet, and out of service until a dispatcher puts it in service.
         */
        post: operations["post_return_api_v1_units__unit_id__return_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Vocabulary */
        get: operations["get_vocabulary_api_v1_vocabulary_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incident-types/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put Incident Type */
        put: operations["put_incident_type_api_v1_incident_types__code__put"];
        post?: never;
        /**
         * Delete Incident Type
         * @description With its plans, if there was never an incident of it.
         */
        delete: operations["delete_incident_type_api_v1_incident_types__code__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lists/{name}.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get List */
        get: operations["get_list_api_v1_lists__name__csv_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lists/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put List
         * @description Existing entries are changed, new ones added, nothing is removed; all lines, or none.
         */
        put: operations["put_list_api_v1_lists__name__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/city": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get City */
        get: operations["get_city_api_v1_city_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/city/basemap.pmtiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Basemap
         * @description In pieces, by `Range`; never to be mixed with those of another version: see `ETag`.
         */
        get: operations["get_basemap_api_v1_city_basemap_pmtiles_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Places
         * @description Distances are from `near`, else from the middle of the city: `distance_from` says which.
         */
        get: operations["get_places_api_v1_places_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Route
         * @description By road where the router answers; otherwise by air line, marked, and without a polyline. `caveat` says why.
         */
        get: operations["get_route_api_v1_routes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/closures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Closures
         * @description Those in force and those planned.
         */
        get: operations["get_closures_api_v1_closures_get"];
        put?: never;
        /** Post Closure */
        post: operations["post_closure_api_v1_closures_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/closures/{closure_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Closure
         * @description Opens the street; the closure stays in the history.
         */
        delete: operations["delete_closure_api_v1_closures__closure_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Cover
         * @description `without`: units that would be sent now; repeat it for several.
         */
        get: operations["get_cover_api_v1_cover_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{unit_id}/move-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Move Up */
        post: operations["post_move_up_api_v1_units__unit_id__move_up_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{unit_id}/move-up/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Refusal
         * @description The crew is not suggested again for a while.
         */
        post: operations["post_refusal_api_v1_units__unit_id__move_up_refuse_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/move-ups/{move_up_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Cancel */
        post: operations["post_cancel_api_v1_move_ups__move_up_id__cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/crew/sos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Sos
         * @description `at` is when it was pressed, which may be long before it arrives. Unreadable parts are ignored.
         */
        post: operations["post_sos_api_v1_crew_sos_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/crew/fixes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Fixes
         * @description As on `up/fix`: one fix or an array of at most 100. Answered once they are stored, or in quarantine.
         */
        post: operations["post_fixes_api_v1_crew_fixes_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/geofences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Geofences
         * @description Stations, hospitals, open scenes and drawn areas, each with the units inside.
         */
        get: operations["get_geofences_api_v1_geofences_get"];
        put?: never;
        /** Post Geofence */
        post: operations["post_geofence_api_v1_geofences_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/geofences/{geofence_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Geofence */
        delete: operations["delete_geofence_api_v1_geofences__geofence_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Devices
         * @description Each device with its state, and how many are in which state, by agency.
         */
        get: operations["get_devices_api_v1_devices_get"];
        put?: never;
        /** Post Device */
        post: operations["post_device_api_v1_devices_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{device_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Password */
        post: operations["post_password_api_v1_devices__device_id__password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{device_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Revoke
         * @description Its id is never used again; what it sent stays.
         */
        post: operations["post_revoke_api_v1_devices__device_id__revoke_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Links
         * @description QR codes that set OwnTracks or the Traccar Client up in one step.
         */
        post: operations["post_links_api_v1_device_links_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Report
         * @description Fixes expected and received, gaps, accuracy and clock of each device and each agency; by default the last day.
         */
        get: operations["get_report_api_v1_devices_report_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{device_id}/unit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Unit
         * @description From `at` on, by default now, its fixes are the new unit's.
         */
        post: operations["post_unit_api_v1_devices__device_id__unit_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{device_id}/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Ask
         * @description A phone with OwnTracks by MQTT is asked for its location; the fix comes separately.
         */
        post: operations["post_ask_api_v1_devices__device_id__ask_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{unit_id}/track.gpx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Gpx */
        get: operations["get_gpx_api_v1_units__unit_id__track_gpx_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Incident Tracks
         * @description For each assignment the track from the order to its release, for replay; GeoJSON.
         */
        get: operations["get_incident_tracks_api_v1_incidents__incident_id__tracks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/tracks.gpx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Incident Gpx */
        get: operations["get_incident_gpx_api_v1_incidents__incident_id__tracks_gpx_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whereabouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Whereabouts
         * @description Units within a distance of a place between two times, by the stored fixes; first arrivals first.
         */
        get: operations["get_whereabouts_api_v1_whereabouts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/response-plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Response Plans */
        get: operations["get_response_plans_api_v1_response_plans_get"];
        /**
         * Put Response Plans
         * @description All types that the document names, or none.
         */
        put: operations["put_response_plans_api_v1_response_plans_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/response-plans/{incident_type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put Plans Of Type */
        put: operations["put_plans_of_type_api_v1_response_plans__incident_type__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/response-plans/{incident_type}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Versions
         * @description Newest first; empty while nobody has changed the city's first plans.
         */
        get: operations["get_versions_api_v1_response_plans__incident_type__versions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incident_id}/plan-trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Plan Trial
         * @description What the plan would advise for this incident, open or closed, with the units as they are now.
         */
        post: operations["post_plan_trial_api_v1_incidents__incident_id__plan_trial_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/board/advice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Board Advice
         * @description Which unit goes where so that all together wait least; a person sends, incident by incident.
         */
        get: operations["get_board_advice_api_v1_board_advice_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Suggestions */
        get: operations["get_suggestions_api_v1_suggestions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{suggestion_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Refuse
         * @description Off the board; this unit is not suggested again for this assignment.
         */
        post: operations["post_refuse_api_v1_suggestions__suggestion_id__refuse_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{assignment_id}/hospitals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Hospitals For
         * @description The nearest that takes the case and is open first; the crew decides.
         */
        get: operations["get_hospitals_for_api_v1_assignments__assignment_id__hospitals_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hospitals/{hospital_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Hospital Status
         * @description Valid for 15 minutes; after that the status is unknown.
         */
        post: operations["post_hospital_status_api_v1_hospitals__hospital_id__status_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Events
         * @description In order and without gaps: continue with `after` set to the last `seq`.
         */
        get: operations["get_events_api_v1_events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/newest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Newest Events
         * @description The last ones, of the given kinds only if any are given; go further back with `before` set to the first `seq`.
         */
        get: operations["get_newest_events_api_v1_events_newest_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Health */
        get: operations["get_health_healthz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Readiness */
        get: operations["get_readiness_readyz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Metrics */
        get: operations["get_metrics_metrics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Description
         * @description Our own route, as FastAPI's would be open to all and its pages load scripts from elsewhere.
         */
        get: operations["get_description_api_openapi_json_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ingest/owntracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Owntracks
         * @description The app's HTTP mode. It takes any answer for success, so none is given before the fix is stored.
         *
         *     The answer tells it to report more often while an order is open, and that it may slow down otherwise.
         */
        post: operations["post_owntracks_ingest_owntracks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ingest/traccar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Traccar
         * @description A Traccar server's `forward.url` and `event.forward.url`, with `forward.header` `Authorization: Bearer TOKEN`.
         */
        post: operations["post_traccar_ingest_traccar_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ingest/osmand/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Osmand */
        get: operations["get_osmand_ingest_osmand__key__get"];
        put?: never;
        /**
         * Post Osmand
         * @description OsmAnd, and the Traccar Client of every age: JSON from the newer, a query or a form from the others.
         */
        post: operations["post_osmand_ingest_osmand__key__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AccountAddedOut */
        AccountAddedOut: {
            /** Username */
            username: string;
            /** Full Name */
            full_name: string;
            role: components["schemas"]["Role"];
            /** Unit Id */
            unit_id: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Disabled At */
            disabled_at: string | null;
            /**
             * Sessions
             * @description where it is logged in now
             */
            sessions: number;
            /**
             * Password
             * @description shown once; null when the command was sent again
             */
            password: string | null;
        };
        /** AccountChangesIn */
        AccountChangesIn: {
            full_name?: components["schemas"]["Line"] | null;
            role?: components["schemas"]["Role"] | null;
            unit_id?: components["schemas"]["Code"] | null;
            /** Disabled */
            disabled?: boolean | null;
        };
        /** AccountOut */
        AccountOut: {
            /** Username */
            username: string;
            /** Full Name */
            full_name: string;
            role: components["schemas"]["Role"];
            /** Unit Id */
            unit_id: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Disabled At */
            disabled_at: string | null;
            /**
             * Sessions
             * @description where it is logged in now
             */
            sessions: number;
        };
        /** Agency */
        Agency: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
        };
        /** AgencyIn */
        AgencyIn: {
            name: components["schemas"]["Line"];
            /** @description fire, ambulance, police, bpbd, other */
            kind: components["schemas"]["AgencyKind"];
        };
        AgencyKind: string;
        /** AgencyReport */
        AgencyReport: {
            /** Agency Id */
            agency_id: string;
            /** Devices */
            devices: number;
            /** Got */
            got: number;
            /** Expected */
            expected: number;
            /** Gaps */
            gaps: number;
            /** Missing S */
            missing_s: number;
            /** Rejected */
            rejected: number;
            /** Accuracy M */
            accuracy_m: number | null;
            /** Skew Worst S */
            skew_worst_s: number | null;
        };
        /** AlarmLevelCorrectionIn */
        AlarmLevelCorrectionIn: {
            /** Level */
            level: number;
            reason: components["schemas"]["Words"];
        };
        /** AlarmLevelIn */
        AlarmLevelIn: {
            /** Level */
            level?: number | null;
        };
        /**
         * AlertKind
         * @description The kinds, most urgent first: the order of the board.
         * @enum {string}
         */
        AlertKind: "sos" | "device_accident" | "nobody_came" | "unit_taken_away" | "order_not_acknowledged" | "automatic_sending" | "clock_over_target" | "route_closed" | "unit_stalled" | "unit_not_moving" | "eta_slipped" | "unit_silent" | "unit_place_old" | "back_not_clear" | "process_silent" | "part_failed" | "bridge_missing" | "broker_rights_missing" | "stranger_at_broker" | "storage_low" | "clock_jumped" | "fixes_from_future" | "device_jamming" | "device_power_cut" | "device_tamper" | "history_not_kept";
        /** AlertOut */
        AlertOut: {
            /** Id */
            id: number;
            kind: components["schemas"]["AlertKind"];
            /** Incident Id */
            incident_id: string | null;
            /** Unit Id */
            unit_id: string | null;
            /** Assignment Id */
            assignment_id: string | null;
            /**
             * Raised At
             * Format: date-time
             */
            raised_at: string;
            detail: components["schemas"]["JsonObject"] | null;
            /** Taken At */
            taken_at: string | null;
            /** Taken By */
            taken_by: string | null;
        };
        /** AreaOut */
        AreaOut: {
            /**
             * Type
             * @constant
             */
            type: "Polygon";
            /** Coordinates */
            coordinates: components["schemas"]["LonLat"][][];
        };
        /** AskedOut */
        AskedOut: {
            /** Device Id */
            device_id: string;
            /** Unit Id */
            unit_id: string;
        };
        /**
         * AssignmentOut
         * @description By milestone when it was reached, the source and any flag; one that was not reached is missing.
         */
        AssignmentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Unit Id */
            unit_id: string;
            /**
             * Incident Id
             * Format: uuid
             */
            incident_id: string;
            status: components["schemas"]["AssignmentStatus"];
            /**
             * Dispatched At
             * Format: date-time
             */
            dispatched_at: string;
            /** Eta S */
            eta_s: number | null;
            /**
             * Turnout S
             * @description of `eta_s`, until wheels roll; null without a route
             */
            turnout_s: number | null;
            /** Distance M */
            distance_m: number | null;
            /** Reason */
            reason: string | null;
            /** Released At */
            released_at: string | null;
            /** Replaces Id */
            replaces_id: string | null;
            /** Hospital Id */
            hospital_id: string | null;
            /**
             * Notices
             * @description oldest first; null for those who see no words
             */
            notices: components["schemas"]["NoticeOut"][] | null;
            /** Reached At */
            reached_at: {
                [key: string]: string;
            };
            /** Sources */
            sources: {
                [key: string]: components["schemas"]["MilestoneSource"];
            };
            /** Flags */
            flags: {
                [key: string]: string;
            };
        };
        /**
         * AssignmentStatus
         * @enum {string}
         */
        AssignmentStatus: "dispatched" | "acknowledged" | "en_route" | "on_scene" | "transporting" | "at_hospital" | "clear" | "canceled";
        /**
         * Basis
         * @enum {string}
         */
        Basis: "road" | "air_line";
        /** BedsIn */
        BedsIn: {
            /**
             * Status
             * @enum {string}
             */
            status: "open" | "full";
        };
        /** BoardAdviceOut */
        BoardAdviceOut: {
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Incidents */
            incidents: components["schemas"]["IncidentAdviceOut"][];
        };
        /**
         * BusyUnitOut
         * @description A unit at work that could be there sooner, once a person has freed it.
         */
        BusyUnitOut: {
            /** Unit Id */
            unit_id: string;
            status: components["schemas"]["AssignmentStatus"];
            /**
             * Assignment Id
             * Format: uuid
             */
            assignment_id: string;
            /**
             * Incident Id
             * Format: uuid
             */
            incident_id: string;
            /** Is Diversion */
            is_diversion: boolean;
            /** Free In S */
            free_in_s: number;
            /** Eta S */
            eta_s: number;
            /** Saves S */
            saves_s: number | null;
            /** Distance M */
            distance_m: number | null;
            basis: components["schemas"]["Basis"];
            /** Capabilities */
            capabilities: string[];
            /** Reason */
            reason: string;
        };
        /** CallChangesIn */
        CallChangesIn: {
            caller_number?: components["schemas"]["Line"] | null;
            caller_name?: components["schemas"]["Line"] | null;
            words?: components["schemas"]["Words"] | null;
            location?: components["schemas"]["CallerLocationIn"] | null;
            disposition?: components["schemas"]["CallDisposition"] | null;
            incident_id?: components["schemas"]["Id"] | null;
            /** @description for those at work on the incident that it joins */
            note?: components["schemas"]["Words"] | null;
        };
        /** CallDetailsIn */
        CallDetailsIn: {
            caller_number?: components["schemas"]["Line"] | null;
            caller_name?: components["schemas"]["Line"] | null;
            words?: components["schemas"]["Words"] | null;
            location?: components["schemas"]["CallerLocationIn"] | null;
        };
        /**
         * CallDisposition
         * @enum {string}
         */
        CallDisposition: "incident" | "prank" | "silent" | "information" | "wrong_number" | "abandoned" | "handed_over";
        /** CallFileOut */
        CallFileOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            channel: components["schemas"]["Channel"];
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Answered At */
            answered_at: string | null;
            /** Answered By */
            answered_by: string | null;
            /**
             * Claimed By
             * @description who works on it now; null: it waits for somebody
             */
            claimed_by: string | null;
            /** Claimed At */
            claimed_at: string | null;
            /** Closed At */
            closed_at: string | null;
            disposition: components["schemas"]["CallDisposition"] | null;
            /** Incident Id */
            incident_id: string | null;
            /** Caller Number */
            caller_number: string | null;
            /** Caller Name */
            caller_name: string | null;
            /** Words */
            words: string | null;
            /** Locations */
            locations: components["schemas"]["CallerLocationOut"][];
        };
        /** CallOut */
        CallOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            channel: components["schemas"]["Channel"];
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Answered At */
            answered_at: string | null;
            /** Answered By */
            answered_by: string | null;
            /**
             * Claimed By
             * @description who works on it now; null: it waits for somebody
             */
            claimed_by: string | null;
            /** Claimed At */
            claimed_at: string | null;
            /** Closed At */
            closed_at: string | null;
            disposition: components["schemas"]["CallDisposition"] | null;
            /** Incident Id */
            incident_id: string | null;
            /** Caller Number */
            caller_number: string | null;
            /** Caller Name */
            caller_name: string | null;
            /** Words */
            words: string | null;
        };
        /** CallReopeningIn */
        CallReopeningIn: {
            reason: components["schemas"]["Words"];
        };
        /** CallerLocationIn */
        CallerLocationIn: {
            position: components["schemas"]["PositionIn"];
            source: components["schemas"]["Code"];
            /** Accuracy M */
            accuracy_m?: number | null;
            /** Confidence */
            confidence?: number | null;
            measured_at?: components["schemas"]["Moment"] | null;
        };
        /** CallerLocationOut */
        CallerLocationOut: {
            /** Id */
            id: number;
            /** Source */
            source: string;
            position: components["schemas"]["PlaceOut"];
            /** Accuracy M */
            accuracy_m: number | null;
            /** Confidence */
            confidence: number | null;
            /** Measured At */
            measured_at: string | null;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
        };
        /** CandidateOut */
        CandidateOut: {
            /** Unit Id */
            unit_id: string;
            /** Rank */
            rank: number;
            /** Eta S */
            eta_s: number | null;
            /** Turnout S */
            turnout_s: number;
            /** Drive S */
            drive_s: number | null;
            /** Eta P50 S */
            eta_p50_s: number | null;
            /** Eta P90 S */
            eta_p90_s: number | null;
            /** Distance M */
            distance_m: number | null;
            state: components["schemas"]["CandidateState"];
            /** Fix Age S */
            fix_age_s: number | null;
            basis: components["schemas"]["Basis"];
            /**
             * Caveat
             * @description why there is no driving time (no_road, too_far) or one by air line only (router_slow, router_down, no_roads, scene_off_road)
             */
            caveat: string | null;
            /** Capabilities */
            capabilities: string[];
            /** Reasons */
            reasons: string[];
        };
        /**
         * CandidateState
         * @description Where the estimate of a free unit starts from.
         * @enum {string}
         */
        CandidateState: "on_the_road" | "at_station" | "stale";
        /**
         * CapabilityWordsOut
         * @description By language (`id`, `en`).
         */
        CapabilityWordsOut: {
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Short */
            short: {
                [key: string]: string;
            };
        };
        /**
         * Caveat
         * @description Why an estimate is by air line only, or missing.
         * @enum {string}
         */
        Caveat: "no_roads" | "router_down" | "router_slow" | "scene_off_road" | "no_road" | "too_far";
        /**
         * Cell
         * @description `bbox`: west, south, east, north; `share`: of the calls of this hour; `units`: free ones that arrive in time.
         */
        Cell: {
            /** Bbox */
            bbox: [
                number,
                number,
                number,
                number
            ];
            /** Share */
            share: number;
            /** Units */
            units: number;
        };
        /**
         * Channel
         * @enum {string}
         */
        Channel: "phone" | "whatsapp" | "web" | "lapor" | "radio" | "walk_in";
        /**
         * CityOut
         * @description `bbox`: west, south, east, north, in degrees.
         */
        CityOut: {
            /** Name */
            name: string;
            /** Version */
            version: string;
            /** Bbox */
            bbox: [
                number,
                number,
                number,
                number
            ];
            /** Timezone */
            timezone: string;
        };
        /** ClaimIn */
        ClaimIn: {
            /**
             * Take Over
             * @default false
             */
            take_over: boolean;
        };
        /** ClockTargetsOut */
        ClockTargetsOut: {
            /** Call Processing S */
            call_processing_s: number;
            /** First On Scene S */
            first_on_scene_s: number;
            /** Acknowledge S */
            acknowledge_s: number;
            /** Turnout Ambulance S */
            turnout_ambulance_s: number;
            /** Turnout Fire S */
            turnout_fire_s: number;
            /**
             * Turnout S
             * @description by the kind of the agency and the vehicle profile; by day: see `turnout_by_hour_s`
             */
            turnout_s: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            /**
             * Turnout By Hour S
             * @description likewise, then by the hour of the order in the city, from 0 to 23
             */
            turnout_by_hour_s: {
                [key: string]: {
                    [key: string]: number[];
                };
            };
        };
        /** CloseIn */
        CloseIn: {
            disposition: components["schemas"]["Disposition"];
        };
        /** ClosureIn */
        ClosureIn: {
            /** @default closure */
            kind: components["schemas"]["ClosureKind"];
            /** Geometry */
            geometry: components["schemas"]["PolygonIn"] | components["schemas"]["LineIn"];
            /**
             * Buffer M
             * @description to each side of a LineString
             * @default 10
             */
            buffer_m: number;
            reason?: components["schemas"]["Words"] | null;
            starts_at?: components["schemas"]["Moment"] | null;
            ends_at?: components["schemas"]["Moment"] | null;
            /**
             * Wait S
             * @description passed after so long a wait, not closed
             */
            wait_s?: number | null;
        };
        /**
         * ClosureKind
         * @enum {string}
         */
        ClosureKind: "closure" | "flood" | "railway_crossing";
        /** ClosureOut */
        ClosureOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            kind: components["schemas"]["ClosureKind"];
            /** Reason */
            reason: string | null;
            geometry: components["schemas"]["AreaOut"];
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /** Ends At */
            ends_at: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Wait S */
            wait_s: number | null;
        };
        Code: string;
        /** Confirmation */
        Confirmation: {
            /**
             * Up To
             * @description the newest notice that was in sight
             */
            up_to: number;
        };
        /** CoverMoveOut */
        CoverMoveOut: {
            /** Unit Id */
            unit_id: string;
            /** From Station Id */
            from_station_id: string;
            /** Station Id */
            station_id: string;
            /** Gain */
            gain: number;
            /** Drive S */
            drive_s: number;
            /** Reason */
            reason: string;
        };
        /** CoverOut */
        CoverOut: {
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Groups */
            groups: components["schemas"]["GroupCoverOut"][];
        };
        /** Credentials */
        Credentials: {
            /** Username */
            username: string;
            /** Password */
            password: string;
        };
        /** CredentialsOut */
        CredentialsOut: {
            /** Device Id */
            device_id: string;
            /** Unit Id */
            unit_id: string;
            /** Username */
            username: string;
            /** Password */
            password: string;
            /** Http Key */
            http_key: string;
        };
        CsvText: string;
        /** DeviceAddedOut */
        DeviceAddedOut: {
            /** Device Id */
            device_id: string;
            /** Unit Id */
            unit_id: string;
            /** Kind */
            kind: string;
            /** Priority */
            priority: number;
            /**
             * Password
             * @description shown once; the username is the device id
             */
            password: string | null;
        };
        /** DeviceHealth */
        DeviceHealth: {
            /** Device Id */
            device_id: string;
            /** Unit Id */
            unit_id: string;
            /** Agency Id */
            agency_id: string;
            /** Kind */
            kind: string;
            /** Priority */
            priority: number;
            /** Heard At */
            heard_at: string | null;
            /** Gone At */
            gone_at: string | null;
            /** Fixed At */
            fixed_at: string | null;
            /** Interval S */
            interval_s: number | null;
            /** Skew S */
            skew_s: number | null;
            /** Accuracy M */
            accuracy_m: number | null;
            /** Battery Pct */
            battery_pct: number | null;
            /** Ignition */
            ignition: boolean | null;
            /** Speed Mps */
            speed_mps: number | null;
            /** Moves Marker */
            moves_marker: boolean;
            state: components["schemas"]["Health"];
        };
        DeviceKind: string;
        /** DevicePasswordOut */
        DevicePasswordOut: {
            /** Device Id */
            device_id: string;
            /**
             * Password
             * @description shown once; null when the command was sent again
             */
            password: string | null;
        };
        /**
         * DeviceReport
         * @description `expected` counts by the device's own usual interval (the median between fixes), a minute while stationary.
         */
        DeviceReport: {
            /** Device Id */
            device_id: string;
            /** Unit Id */
            unit_id: string;
            /** Agency Id */
            agency_id: string;
            /** Kind */
            kind: string;
            /** Interval S */
            interval_s: number | null;
            /** Got */
            got: number;
            /** Expected */
            expected: number;
            /** Gaps */
            gaps: number;
            /** Longest Gap S */
            longest_gap_s: number | null;
            /** Missing S */
            missing_s: number;
            /** Late */
            late: number;
            /** Rejected */
            rejected: number;
            /** Accuracy M */
            accuracy_m: number | null;
            /** Skew S */
            skew_s: number | null;
        };
        /** DeviceReportOut */
        DeviceReportOut: {
            /**
             * From
             * Format: date-time
             */
            from: string;
            /**
             * To
             * Format: date-time
             */
            to: string;
            /** Devices */
            devices: components["schemas"]["DeviceReport"][];
            /** Agencies */
            agencies: components["schemas"]["AgencyReport"][];
        };
        /** DeviceRevokedOut */
        DeviceRevokedOut: {
            /** Device Id */
            device_id: string;
        };
        /**
         * DevicesOut
         * @description `agencies`: how many devices are in which state.
         */
        DevicesOut: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Devices */
            devices: components["schemas"]["DeviceHealth"][];
            /** Agencies */
            agencies: {
                [key: string]: {
                    [key: string]: number;
                };
            };
        };
        /**
         * Disposition
         * @description How an incident ended.
         * @enum {string}
         */
        Disposition: "resolved" | "transported" | "handed_over" | "false_alarm" | "prank" | "duplicate" | "canceled" | "not_found";
        /** DispositionCorrectionIn */
        DispositionCorrectionIn: {
            disposition: components["schemas"]["Disposition"];
            reason: components["schemas"]["Words"];
        };
        /** @enum {string} */
        DistanceFrom: "near" | "city_middle";
        /** DiversionIn */
        DiversionIn: {
            /** @description the more urgent one that it goes to */
            incident_id: components["schemas"]["Id"];
            recommendation_id?: components["schemas"]["Id"] | null;
        };
        DoubtfulMoment: string | null;
        /** DrivenFactsOut */
        DrivenFactsOut: {
            /** Unit Id */
            unit_id: string;
            /**
             * From
             * Format: date-time
             */
            from: string;
            /**
             * To
             * Format: date-time
             */
            to: string;
            /** Complete */
            complete: boolean;
            /** Distance M */
            distance_m: number;
            /** Movement */
            movement: components["schemas"]["Stretch"][];
            /** Fixed At */
            fixed_at: string[];
            /** Speed Mps */
            speed_mps: (number | null)[];
            /** Course Deg */
            course_deg: (number | null)[];
            /** Accuracy M */
            accuracy_m: (number | null)[];
            /** Late */
            late: boolean[];
            /**
             * Assignment Id
             * Format: uuid
             */
            assignment_id: string;
            status: components["schemas"]["AssignmentStatus"];
        };
        /**
         * DrivenOut
         * @description The track of one assignment from the order to its release.
         */
        DrivenOut: {
            /**
             * Type
             * @constant
             */
            type: "Feature";
            geometry: components["schemas"]["LineOut"] | null;
            properties: components["schemas"]["DrivenFactsOut"];
        };
        /**
         * EidoOut
         * @description NENA-STA-021.1 registries.
         */
        EidoOut: {
            /** Primary */
            primary: string;
            /** Secondary */
            secondary: string;
        };
        /** @enum {string} */
        EventKind: "call_taken" | "call_claimed" | "call_released" | "caller_located" | "call_updated" | "call_closed" | "call_reopened" | "incident_created" | "incident_updated" | "alarm_level_raised" | "alarm_level_corrected" | "incident_merged" | "incident_closed" | "incident_reopened" | "disposition_corrected" | "note_added" | "units_assigned" | "assignment_status_changed" | "assignment_corrected" | "cancel_not_confirmed" | "milestone_added" | "milestone_inferred" | "milestone_flagged" | "notices_confirmed" | "hospital_chosen" | "unit_replaced" | "replacement_suggested" | "suggestion_ended" | "alarm_raised" | "alarm_taken" | "alarm_ended" | "unit_moved_up" | "unit_called_back" | "move_up_acknowledged" | "move_up_arrived" | "move_up_refused" | "unit_service_changed" | "unit_added" | "unit_changed" | "unit_retired" | "unit_returned" | "units_loaded" | "unit_quiet" | "geofence_entered" | "geofence_dwelt" | "geofence_left" | "hospital_status_changed" | "street_closed" | "street_opened" | "geofence_drawn" | "geofence_removed" | "list_imported" | "response_plan_changed" | "incident_type_added" | "incident_type_changed" | "incident_type_removed" | "agency_added" | "agency_changed" | "agency_removed" | "station_added" | "station_changed" | "station_removed" | "hospital_added" | "hospital_changed" | "hospital_removed" | "device_added" | "device_revoked" | "device_password_renewed" | "device_handed_over" | "device_signed" | "location_asked" | "account_added" | "account_changed" | "password_reset" | "password_changed" | "unit_diverted" | "diversion_suggested";
        /** EventOut */
        EventOut: {
            /** Seq */
            seq: number;
            kind: components["schemas"]["EventKind"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Actor */
            actor: string;
            /** Incident Id */
            incident_id: string | null;
            data: components["schemas"]["JsonObject"];
        };
        /**
         * FenceKind
         * @enum {string}
         */
        FenceKind: "station" | "hospital" | "incident" | "area";
        /**
         * FoundPlaceOut
         * @description `detail` and `area` tell two places of one name apart, `crosses` if neither has an area.
         */
        FoundPlaceOut: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "street" | "crossing" | "place" | "poi" | "area" | "coordinates";
            /** Name */
            name: string;
            /** Detail */
            detail: string | null;
            position: components["schemas"]["PlaceOut"];
            /** Distance M */
            distance_m: number | null;
            /**
             * Category
             * @description kind of a point of interest: hospital, fire_station, fuel, …
             */
            category: string | null;
            /**
             * Area
             * @description the part of the city: kelurahan, kecamatan
             */
            area: string | null;
            /**
             * Crosses
             * @description a street that crosses this one
             */
            crosses: string | null;
            /** House Number */
            house_number: string | null;
            /**
             * Number Basis
             * @description what the position is: that house, a place between its neighbours, or only the street
             */
            number_basis: ("house" | "interpolated" | "not_found") | null;
            /**
             * Is Unnamed
             * @description `name` says only what it is
             */
            is_unnamed: boolean;
            /**
             * Roster Id
             * @description of a hospital or station of the desk's own
             */
            roster_id: string | null;
            /** @description `near` as it was asked for, else the middle of the city */
            distance_from: components["schemas"]["DistanceFrom"] | null;
        };
        /** FreesUpOut */
        FreesUpOut: {
            /** Unit Id */
            unit_id: string;
            /** In S */
            in_s: number;
            /** Words */
            words: string;
        };
        /** GeofenceIn */
        GeofenceIn: {
            name: components["schemas"]["Line"];
            /** Geometry */
            geometry: components["schemas"]["PolygonIn"] | components["schemas"]["PointIn"];
            /**
             * Radius M
             * @description around a Point
             */
            radius_m?: number | null;
        };
        /** GeofenceOut */
        GeofenceOut: {
            kind: components["schemas"]["FenceKind"];
            /** Id */
            id: string;
            /** Name */
            name: string;
            geometry: components["schemas"]["AreaOut"];
        };
        /**
         * GroupCoverOut
         * @description `now`, `without` and `when_all_home` are null while no roads are known.
         */
        GroupCoverOut: {
            /** Capability */
            capability: string;
            /** Target S */
            target_s: number;
            /** Map Made At */
            map_made_at: string | null;
            /** Units */
            units: number;
            /** Free Units */
            free_units: number;
            now: components["schemas"]["Share"] | null;
            without: components["schemas"]["Share"] | null;
            when_all_home: components["schemas"]["Share"] | null;
            /** Moves */
            moves: components["schemas"]["CoverMoveOut"][];
            /** Go To */
            go_to: components["schemas"]["CoverMoveOut"][];
            /** Cells */
            cells: components["schemas"]["Cell"][];
        };
        /** HTTPValidationError */
        HTTPValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
        };
        /**
         * Health
         * @enum {string}
         */
        Health: "online" | "late" | "silent" | "never";
        /** Hospital */
        Hospital: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            position: components["schemas"]["Position"];
            /** Departments */
            departments: string[];
        };
        /**
         * HospitalBedsOut
         * @description `unknown`: no report for 15 minutes.
         */
        HospitalBedsOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Departments */
            departments: string[];
            position: components["schemas"]["PlaceOut"];
            status: components["schemas"]["HospitalStatus"];
            /** Status At */
            status_at: string | null;
        };
        /** HospitalIn */
        HospitalIn: {
            name: components["schemas"]["Line"];
            position: components["schemas"]["PositionIn"];
            /**
             * Departments
             * @default []
             */
            departments: components["schemas"]["Line"][];
        };
        /**
         * HospitalStatus
         * @enum {string}
         */
        HospitalStatus: "open" | "full" | "unknown";
        /** Format: uuid */
        Id: string;
        /** ImportedOut */
        ImportedOut: {
            /** Added */
            added: string[];
            /** Changed */
            changed: string[];
            /** Unchanged */
            unchanged: number;
            /**
             * Credentials
             * @description of new devices, shown once
             */
            credentials: components["schemas"]["CredentialsOut"][] | null;
        };
        /** IncidentAdviceOut */
        IncidentAdviceOut: {
            /**
             * Incident Id
             * Format: uuid
             */
            incident_id: string;
            /** Number */
            number: string;
            /** Type */
            type: string;
            /** Priority */
            priority: number;
            /** Advised */
            advised: string[];
            /** Send */
            send: components["schemas"]["Sent"][];
            /** Wait For */
            wait_for: components["schemas"]["Sent"][];
            /** Missing */
            missing: string[];
        };
        /** IncidentChangesIn */
        IncidentChangesIn: {
            address?: components["schemas"]["Words"] | null;
            description?: components["schemas"]["Words"] | null;
            type?: components["schemas"]["Code"] | null;
            priority?: components["schemas"]["Priority"] | null;
            position?: components["schemas"]["PositionIn"] | null;
        };
        /** IncidentFileOut */
        IncidentFileOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** Type */
            type: string;
            /** Priority */
            priority: number;
            /** Alarm Level */
            alarm_level: number;
            position: components["schemas"]["PlaceOut"];
            /** Address */
            address: string | null;
            /**
             * Near Place
             * @description what has a name near its position: a crossing, a quarter
             */
            near_place: string | null;
            /** Description */
            description: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Closed At */
            closed_at: string | null;
            disposition: components["schemas"]["Disposition"] | null;
            /** Merged Into */
            merged_into: string | null;
            /** First Dispatched At */
            first_dispatched_at: string | null;
            /** First On Scene At */
            first_on_scene_at: string | null;
            status: components["schemas"]["IncidentStatus"];
            /**
             * Nobody Came
             * @description units were sent, and all left before one arrived: it waits again
             */
            nobody_came: boolean;
            /** Assignments */
            assignments: components["schemas"]["AssignmentOut"][];
            /** Calls */
            calls: components["schemas"]["CallOut"][];
            /** Notes */
            notes: components["schemas"]["NoteOut"][];
            /** Timeline */
            timeline: components["schemas"]["TimelineEntryOut"][];
        };
        /**
         * IncidentOut
         * @description Its texts are null for the wall and admins.
         */
        IncidentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** Type */
            type: string;
            /** Priority */
            priority: number;
            /** Alarm Level */
            alarm_level: number;
            position: components["schemas"]["PlaceOut"];
            /** Address */
            address: string | null;
            /**
             * Near Place
             * @description what has a name near its position: a crossing, a quarter
             */
            near_place: string | null;
            /** Description */
            description: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Closed At */
            closed_at: string | null;
            disposition: components["schemas"]["Disposition"] | null;
            /** Merged Into */
            merged_into: string | null;
            /** First Dispatched At */
            first_dispatched_at: string | null;
            /** First On Scene At */
            first_on_scene_at: string | null;
            status: components["schemas"]["IncidentStatus"];
            /**
             * Nobody Came
             * @description units were sent, and all left before one arrived: it waits again
             */
            nobody_came: boolean;
        };
        /**
         * IncidentStatus
         * @enum {string}
         */
        IncidentStatus: "waiting" | "dispatched" | "en_route" | "on_scene" | "cleared" | "closed";
        /** IncidentTracksOut */
        IncidentTracksOut: {
            /**
             * Type
             * @constant
             */
            type: "FeatureCollection";
            incident: components["schemas"]["TrackedIncidentOut"];
            /** Features */
            features: components["schemas"]["DrivenOut"][];
        };
        /**
         * IncidentType
         * @description `eido_code`: APCO common incident type, as NENA EIDO uses it.
         *
         *     `handed_over_to`: the kind of agency that answers it when no unit of ours does. `department`: of a hospital that
         *     takes such a case, beside its emergency department.
         */
        IncidentType: {
            /** Code */
            code: string;
            /** Name Id */
            name_id: string;
            /** Name En */
            name_en: string;
            /** Default Priority */
            default_priority: number;
            /** Eido Code */
            eido_code: string | null;
            /** Handed Over To */
            handed_over_to: string | null;
            /** Department */
            department: string | null;
        };
        /** IncidentTypeIn */
        IncidentTypeIn: {
            /** @description Indonesian */
            name_id: components["schemas"]["Line"];
            name_en: components["schemas"]["Line"];
            default_priority: components["schemas"]["Priority"];
            /** @description APCO common incident type, as NENA EIDO uses it */
            eido_code?: components["schemas"]["Code"] | null;
            /** @description kind of the agency that answers it when no unit of ours does */
            handed_over_to?: components["schemas"]["AgencyKind"] | null;
            /** @description of a hospital that takes such a case, beside its emergency department */
            department?: components["schemas"]["Line"] | null;
        };
        /** InhabitedFenceOut */
        InhabitedFenceOut: {
            kind: components["schemas"]["FenceKind"];
            /** Id */
            id: string;
            /** Name */
            name: string;
            geometry: components["schemas"]["AreaOut"];
            /** Inside */
            inside: components["schemas"]["PresenceOut"][];
        };
        JsonObject: {
            [key: string]: unknown;
        };
        /** LastPositionOut */
        LastPositionOut: {
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
            /** Course Deg */
            course_deg: number | null;
            /** Speed Mps */
            speed_mps: number | null;
            /** Accuracy M */
            accuracy_m: number | null;
            /**
             * Fixed At
             * Format: date-time
             */
            fixed_at: string;
            /**
             * Device Id
             * @description of several in the unit the one that moves the marker
             */
            device_id: string | null;
            /** Device Kind */
            device_kind: string | null;
            /** Device Since At */
            device_since_at: string | null;
            movement: components["schemas"]["Movement"] | null;
            /** Movement Since At */
            movement_since_at: string | null;
            /** Heading Deg */
            heading_deg: number | null;
        };
        /** LeftOutOut */
        LeftOutOut: {
            /** Unit Id */
            unit_id: string;
            /** Reason */
            reason: string;
            /** Code */
            code: string;
        };
        Line: string;
        /** LineIn */
        LineIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "LineString";
            coordinates: components["schemas"]["Points"];
        };
        /** LineOut */
        LineOut: {
            /**
             * Type
             * @constant
             */
            type: "LineString";
            /** Coordinates */
            coordinates: components["schemas"]["LonLat"][];
        };
        /** LinkOut */
        LinkOut: {
            /** App */
            app: string;
            /** Link */
            link: string;
            /** Qr Svg */
            qr_svg: string;
        };
        /**
         * LinksIn
         * @description Credentials that are on the screen: nothing is looked up, nothing is stored.
         */
        LinksIn: {
            device_id: components["schemas"]["Code"];
            password: components["schemas"]["Line"];
            /** @description where the phone reaches us: https://HOST, or mqtts://HOST for OwnTracks */
            address: components["schemas"]["Line"];
        };
        /** ListIn */
        ListIn: {
            csv: components["schemas"]["CsvText"];
            /**
             * Check Only
             * @description say what would change, and change nothing
             * @default false
             */
            check_only: boolean;
        };
        /**
         * ListName
         * @enum {string}
         */
        ListName: "agencies" | "stations" | "hospitals" | "units" | "devices";
        /** LoggedInOut */
        LoggedInOut: {
            /** Token */
            token: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            account: components["schemas"]["MeOut"];
        };
        LonLat: number[];
        /**
         * MeOut
         * @description `unit_id`: a crew's own.
         */
        MeOut: {
            /** Username */
            username: string;
            /** Full Name */
            full_name: string;
            role: components["schemas"]["Role"];
            /** Unit Id */
            unit_id: string | null;
        };
        /** MergeIn */
        MergeIn: {
            into: components["schemas"]["Id"];
        };
        /** @enum {string} */
        MilestoneSource: "pressed" | "inferred" | "imported" | "corrected";
        /** Format: date-time */
        Moment: string;
        /** MoveUpIn */
        MoveUpIn: {
            station_id: components["schemas"]["Code"];
            /** Gain */
            gain?: number | null;
            reason?: components["schemas"]["Words"] | null;
        };
        /**
         * MoveUpOut
         * @description The unit stands in at another station, or is on its way there.
         */
        MoveUpOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Station Id */
            station_id: string;
            /**
             * Ordered At
             * Format: date-time
             */
            ordered_at: string;
            /** Acknowledged At */
            acknowledged_at: string | null;
            /** Arrived At */
            arrived_at: string | null;
        };
        /**
         * Movement
         * @enum {string}
         */
        Movement: "parked" | "moving" | "stopped";
        /** NewAccountIn */
        NewAccountIn: {
            /** @description small letters, digits, . _ - */
            username: components["schemas"]["NewUsername"];
            full_name: components["schemas"]["Line"];
            role: components["schemas"]["Role"];
            /** @description a crew's own unit */
            unit_id?: components["schemas"]["Code"] | null;
        };
        /** NewAgencyIn */
        NewAgencyIn: {
            name: components["schemas"]["Line"];
            /** @description fire, ambulance, police, bpbd, other */
            kind: components["schemas"]["AgencyKind"];
            id: components["schemas"]["NewId"];
        };
        /** NewCallIn */
        NewCallIn: {
            /** @default phone */
            channel: components["schemas"]["Channel"];
            caller_number?: components["schemas"]["Line"] | null;
            caller_name?: components["schemas"]["Line"] | null;
            words?: components["schemas"]["Words"] | null;
            received_at?: components["schemas"]["Moment"] | null;
            answered_at?: components["schemas"]["Moment"] | null;
            /**
             * Ringing
             * @default false
             */
            ringing: boolean;
        };
        NewCode: string;
        /** NewDeviceIn */
        NewDeviceIn: {
            unit_id: components["schemas"]["Code"];
            /** @description made from the unit's where it is null */
            device_id?: components["schemas"]["Code"] | null;
            /** @default tracker */
            kind: components["schemas"]["DeviceKind"];
            /**
             * Priority
             * @description of several in a unit 1 moves the marker first
             * @default 1
             */
            priority: number;
        };
        /** NewHospitalIn */
        NewHospitalIn: {
            name: components["schemas"]["Line"];
            position: components["schemas"]["PositionIn"];
            /**
             * Departments
             * @default []
             */
            departments: components["schemas"]["Line"][];
            id: components["schemas"]["NewId"];
        };
        NewId: string;
        /** NewIncidentIn */
        NewIncidentIn: {
            address?: components["schemas"]["Words"] | null;
            description?: components["schemas"]["Words"] | null;
            type: components["schemas"]["Code"];
            position: components["schemas"]["PositionIn"];
            priority?: components["schemas"]["Priority"] | null;
            call_id?: components["schemas"]["Id"] | null;
            /** @description what is new about the call `call_id` */
            call?: components["schemas"]["CallDetailsIn"] | null;
        };
        /** NewIncidentTypeIn */
        NewIncidentTypeIn: {
            /** @description Indonesian */
            name_id: components["schemas"]["Line"];
            name_en: components["schemas"]["Line"];
            default_priority: components["schemas"]["Priority"];
            /** @description APCO common incident type, as NENA EIDO uses it */
            eido_code?: components["schemas"]["Code"] | null;
            /** @description kind of the agency that answers it when no unit of ours does */
            handed_over_to?: components["schemas"]["AgencyKind"] | null;
            /** @description of a hospital that takes such a case, beside its emergency department */
            department?: components["schemas"]["Line"] | null;
            code: components["schemas"]["NewCode"];
        };
        /** NewPasswordIn */
        NewPasswordIn: {
            /** Old Password */
            old_password: string;
            /**
             * New Password
             * @description at least 8 characters
             */
            new_password: string;
        };
        /** NewPasswordOut */
        NewPasswordOut: {
            /** Username */
            username: string;
            /**
             * Password
             * @description shown once; null when the command was sent again
             */
            password: string | null;
        };
        /** NewStationIn */
        NewStationIn: {
            agency_id: components["schemas"]["Code"];
            name: components["schemas"]["Line"];
            position: components["schemas"]["PositionIn"];
            id: components["schemas"]["NewId"];
        };
        /** NewStatus */
        NewStatus: {
            status: components["schemas"]["AssignmentStatus"];
            at?: components["schemas"]["DoubtfulMoment"];
            hospital_id?: components["schemas"]["Code"] | null;
        };
        /** NewUnitIn */
        NewUnitIn: {
            callsign: components["schemas"]["Line"];
            agency_id: components["schemas"]["Code"];
            /** @description null: it starts from its newest fix only */
            station_id?: components["schemas"]["Code"] | null;
            kind: components["schemas"]["Code"];
            /** Capabilities */
            capabilities: components["schemas"]["Code"][];
            /** @description how it drives: see GET /vocabulary */
            profile: components["schemas"]["Code"];
            /** Crew */
            crew?: number | null;
            /** @description units of one pool share one crew */
            crew_pool?: components["schemas"]["Code"] | null;
            unit_id: components["schemas"]["NewId"];
        };
        NewUsername: string;
        /** NoteIn */
        NoteIn: {
            text: components["schemas"]["Words"];
        };
        /** NoteOut */
        NoteOut: {
            /** Id */
            id: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Text */
            text: string;
        };
        /**
         * NoticeOut
         * @description What the crew was sent after its order: the text of a note is in the incident's file.
         */
        NoticeOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Id */
            id: number;
            /** Changed */
            changed: string[];
            /** Note Id */
            note_id: number | null;
            /** Confirmed At */
            confirmed_at: string | null;
        };
        /** PlaceOut */
        PlaceOut: {
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
        };
        /** PlacedUnitOut */
        PlacedUnitOut: {
            /** Unit Id */
            unit_id: string;
            /** Callsign */
            callsign: string;
            /** Agency Id */
            agency_id: string;
            /** Station Id */
            station_id: string | null;
            /** Kind */
            kind: string;
            /** Capabilities */
            capabilities: string[];
            /** Profile */
            profile: string;
            /** Crew */
            crew: number | null;
            /** Crew Pool */
            crew_pool: string | null;
            /** Staffed */
            staffed: boolean;
            /** In Service */
            in_service: boolean;
            /** Out Of Service Reason */
            out_of_service_reason: string | null;
            /**
             * Service Changed At
             * Format: date-time
             */
            service_changed_at: string;
            /**
             * Retired At
             * @description out of the fleet since then; such a unit is on no board
             */
            retired_at: string | null;
            /**
             * Free Since At
             * @description of one that is available: since then
             */
            free_since_at: string | null;
            status: components["schemas"]["UnitStatus"];
            /**
             * Crew With
             * @description of one whose status is crew_is_out: the unit that its crew is out with
             */
            crew_with: string | null;
            /** Assignment Id */
            assignment_id: string | null;
            /** Incident Id */
            incident_id: string | null;
            move_up: components["schemas"]["MoveUpOut"] | null;
            eido: components["schemas"]["EidoOut"];
            /** @description null: it never had a fix */
            position: components["schemas"]["LastPositionOut"] | null;
        };
        /**
         * PlanIn
         * @description As in the answer of `GET /response-plans`.
         */
        PlanIn: {
            incident_type: components["schemas"]["Code"];
            priority?: components["schemas"]["Priority"] | null;
            area?: components["schemas"]["Code"] | null;
            /** Automatic After S */
            automatic_after_s?: number | null;
            /** Requirements */
            requirements: components["schemas"]["RequirementIn"][];
            /**
             * Is Default
             * @default false
             */
            is_default: boolean;
        };
        /**
         * PlanUsedOut
         * @description `is_default`: the type has no plan of its own.
         */
        PlanUsedOut: {
            /** Priority */
            priority: number | null;
            /** Area */
            area: string | null;
            /** Is Default */
            is_default: boolean;
            /** Automatic After S */
            automatic_after_s: number | null;
            /** Highest Alarm Level */
            highest_alarm_level: number;
        };
        /** PlansIn */
        PlansIn: {
            /** Plans */
            plans: components["schemas"]["PlanIn"][];
        };
        /** PlansOfTypeIn */
        PlansOfTypeIn: {
            /** Version */
            version?: number | null;
            /** Plans */
            plans: components["schemas"]["PlanIn"][];
        };
        /** PlansSavedOut */
        PlansSavedOut: {
            /** Incident Type */
            incident_type: string;
            /** Version */
            version: number;
            /** Plans */
            plans: components["schemas"]["ResponsePlan"][];
        };
        /** PlansVersionOut */
        PlansVersionOut: {
            /** Version */
            version: number;
            /** Plans */
            plans: components["schemas"]["ResponsePlan"][];
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
            /** Saved By */
            saved_by: string;
        };
        Point: number[];
        /** PointIn */
        PointIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "Point";
            /** Coordinates */
            coordinates: number[];
        };
        Points: components["schemas"]["Point"][];
        /**
         * PolygonIn
         * @description GeoJSON; the outer ring only.
         */
        PolygonIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "Polygon";
            /** Coordinates */
            coordinates: components["schemas"]["Points"][];
        };
        /**
         * Position
         * @description WGS 84, in degrees.
         */
        Position: {
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
        };
        /** PositionIn */
        PositionIn: {
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
        };
        /** PresenceOut */
        PresenceOut: {
            /** Unit Id */
            unit_id: string;
            /**
             * Entered At
             * Format: date-time
             */
            entered_at: string;
            /** Dwelt At */
            dwelt_at: string | null;
        };
        /** @description 1 is the most urgent */
        Priority: number;
        /**
         * Proposal
         * @description The entry it would be in the desk's lists. `agency` is for a station, and may be a new one.
         *
         *     `already_id` is the existing entry for the same place.
         */
        Proposal: {
            /** Id */
            id: string;
            into: components["schemas"]["TakenInto"];
            /** Name */
            name: string;
            /** Category */
            category: string;
            position: components["schemas"]["Position"];
            /** Area */
            area: string | null;
            /** Operator */
            operator: string | null;
            /** Departments */
            departments: string[];
            agency: components["schemas"]["Agency"] | null;
            /** Already Id */
            already_id: string | null;
        };
        /** ReachableHospitalOut */
        ReachableHospitalOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Departments */
            departments: string[];
            position: components["schemas"]["PlaceOut"];
            status: components["schemas"]["HospitalStatus"];
            /** Status At */
            status_at: string | null;
            /** Takes Case */
            takes_case: boolean;
            /** Eta S */
            eta_s: number | null;
            /** Distance M */
            distance_m: number | null;
            basis: components["schemas"]["Basis"];
        };
        /** RecommendationOut */
        RecommendationOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Incident Id
             * Format: uuid
             */
            incident_id: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Requirements */
            requirements: components["schemas"]["RequirementOut"][];
            /** Advised */
            advised: string[];
            /** Candidates */
            candidates: components["schemas"]["CandidateOut"][];
            /** Left Out */
            left_out: components["schemas"]["LeftOutOut"][];
            /** Left Out More */
            left_out_more: {
                [key: string]: number;
            };
            /** Nearest Proven */
            nearest_proven: boolean;
            plan: components["schemas"]["PlanUsedOut"] | null;
            /** First Due Eta S */
            first_due_eta_s: number | null;
            /** Full Attendance Eta S */
            full_attendance_eta_s: number | null;
            /** Shortfalls */
            shortfalls: components["schemas"]["ShortfallOut"][];
            /** Busy */
            busy: components["schemas"]["BusyUnitOut"][];
            /** Routes */
            routes: {
                [key: string]: components["schemas"]["Route"] | null;
            };
        };
        /**
         * RemovedOut
         * @description An agency, a station or a hospital is gone.
         */
        RemovedOut: {
            /** Id */
            id: string;
        };
        /**
         * ReopenIn
         * @description `unit_ids`: the units moved by a merge that come back.
         */
        ReopenIn: {
            reason?: components["schemas"]["Words"] | null;
            /**
             * Unit Ids
             * @default []
             */
            unit_ids: components["schemas"]["Code"][];
        };
        /** ReplacementIn */
        ReplacementIn: {
            /** @description the unit that goes instead */
            unit_id: components["schemas"]["Code"];
            suggestion_id?: components["schemas"]["Id"] | null;
            reason?: components["schemas"]["Words"] | null;
        };
        /** RequirementIn */
        RequirementIn: {
            capability: components["schemas"]["Code"];
            /** Count */
            count: number;
            /**
             * Alarm Level
             * @default 1
             */
            alarm_level: number;
            /**
             * First Due
             * @default false
             */
            first_due: boolean;
            /** Crew Min */
            crew_min?: number | null;
        };
        /** RequirementOut */
        RequirementOut: {
            /** Capability */
            capability: string;
            /** Count */
            count: number;
            /** Met */
            met: boolean;
            /** Assigned */
            assigned: number;
            /** Advised */
            advised: number;
            /** Missing */
            missing: number;
        };
        /**
         * ResponsePlan
         * @description `priority` and `area` None: for all that have no plan of their own.
         *
         *     `automatic_after_s`: sent automatically this long after the incident, unless a person stops it; None: a person
         *     sends.
         */
        ResponsePlan: {
            /** Incident Type */
            incident_type: string;
            /** Priority */
            priority: number | null;
            /** Requirements */
            requirements: components["schemas"]["UnitRequirement"][];
            /** Area */
            area?: string | null;
            /** Automatic After S */
            automatic_after_s?: number | null;
            /**
             * Is Default
             * @default false
             */
            is_default: boolean;
        };
        /** RetireIn */
        RetireIn: {
            reason: components["schemas"]["Words"];
        };
        /**
         * Role
         * @enum {string}
         */
        Role: "call_taker" | "dispatcher" | "supervisor" | "crew" | "admin" | "viewer";
        /**
         * Route
         * @description The route to drive; polyline6 is Google's encoding with six decimals.
         */
        Route: {
            /** Eta S */
            eta_s: number;
            /** Distance M */
            distance_m: number;
            /** Polyline6 */
            polyline6: string;
        };
        /**
         * Sent
         * @description `free_in_s`: it is busy, and worth waiting for; null if it can go now.
         */
        Sent: {
            /** Unit Id */
            unit_id: string;
            /** Capability */
            capability: string;
            /** Eta S */
            eta_s: number;
            /** Free In S */
            free_in_s: number | null;
        };
        /**
         * Share
         * @description Of the calls of this hour: the share that any unit reaches in time, and the share expected to be answered so.
         */
        Share: {
            /** Reached */
            reached: number;
            /** Expected */
            expected: number;
        };
        /**
         * ShortfallOut
         * @description `frees_up`: which unit could be there next, and when.
         */
        ShortfallOut: {
            /** Capability */
            capability: string;
            /** Missing */
            missing: number;
            /** Reason */
            reason: string;
            /** Code */
            code: string;
            frees_up: components["schemas"]["FreesUpOut"] | null;
        };
        /**
         * SosOut
         * @description A call for help was taken; pressed again before anybody took its alarm, it is the same one.
         */
        SosOut: {
            /** Alarm Id */
            alarm_id: number;
        };
        /** Station */
        Station: {
            /** Id */
            id: string;
            /** Agency Id */
            agency_id: string;
            /** Name */
            name: string;
            position: components["schemas"]["Position"];
        };
        /** StationIn */
        StationIn: {
            agency_id: components["schemas"]["Code"];
            name: components["schemas"]["Line"];
            position: components["schemas"]["PositionIn"];
        };
        /** StatusCorrectionIn */
        StatusCorrectionIn: {
            status: components["schemas"]["AssignmentStatus"];
            at?: components["schemas"]["Moment"] | null;
            reason: components["schemas"]["Words"];
        };
        /**
         * Stretch
         * @description A period in one state; it ends where the next begins.
         */
        Stretch: {
            state: components["schemas"]["Movement"];
            /**
             * Start At
             * Format: date-time
             */
            start_at: string;
            /**
             * End At
             * Format: date-time
             */
            end_at: string;
        };
        /**
         * SuggestionOut
         * @description A nearer unit (`with_unit_id`) in place of one on its way (`unit_id`).
         */
        SuggestionOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Incident Id
             * Format: uuid
             */
            incident_id: string;
            /**
             * Assignment Id
             * Format: uuid
             */
            assignment_id: string;
            /** Unit Id */
            unit_id: string;
            /** With Unit Id */
            with_unit_id: string;
            /** Saving S */
            saving_s: number;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            data: components["schemas"]["JsonObject"];
            /** Outcome */
            outcome: string | null;
            /** Closed At */
            closed_at: string | null;
        };
        /** TakeOverIn */
        TakeOverIn: {
            /**
             * Agencies
             * @default []
             */
            agencies: components["schemas"]["NewAgencyIn"][];
            /**
             * Stations
             * @default []
             */
            stations: components["schemas"]["NewStationIn"][];
            /**
             * Hospitals
             * @default []
             */
            hospitals: components["schemas"]["NewHospitalIn"][];
        };
        /**
         * TakenInto
         * @enum {string}
         */
        TakenInto: "hospitals" | "stations";
        /**
         * TakenOver
         * @description Ids: of entries that were added, and of those that existed before.
         */
        TakenOver: {
            /** Added */
            added: string[];
            /** Already */
            already: string[];
        };
        /** TimelineEntryOut */
        TimelineEntryOut: {
            /** Seq */
            seq: number;
            kind: components["schemas"]["EventKind"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Actor */
            actor: string;
            data: components["schemas"]["JsonObject"];
        };
        /** TrackOut */
        TrackOut: {
            /**
             * Type
             * @constant
             */
            type: "Feature";
            geometry: components["schemas"]["LineOut"] | null;
            properties: components["schemas"]["UnitTrackFactsOut"];
        };
        /** TrackedIncidentOut */
        TrackedIncidentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            position: components["schemas"]["PlaceOut"];
        };
        /** UnitChangesIn */
        UnitChangesIn: {
            /** In Service */
            in_service?: boolean | null;
            /** Staffed */
            staffed?: boolean | null;
            reason?: components["schemas"]["Words"] | null;
            station_id?: components["schemas"]["Code"] | null;
        };
        /** UnitIn */
        UnitIn: {
            callsign: components["schemas"]["Line"];
            agency_id: components["schemas"]["Code"];
            /** @description null: it starts from its newest fix only */
            station_id?: components["schemas"]["Code"] | null;
            kind: components["schemas"]["Code"];
            /** Capabilities */
            capabilities: components["schemas"]["Code"][];
            /** @description how it drives: see GET /vocabulary */
            profile: components["schemas"]["Code"];
            /** Crew */
            crew?: number | null;
            /** @description units of one pool share one crew */
            crew_pool?: components["schemas"]["Code"] | null;
        };
        /**
         * UnitNear
         * @description A unit that was near a place, from its first to its last fix there.
         */
        UnitNear: {
            /** Unit Id */
            unit_id: string;
            /**
             * First At
             * Format: date-time
             */
            first_at: string;
            /**
             * Last At
             * Format: date-time
             */
            last_at: string;
            /** Fixes */
            fixes: number;
            /** Nearest M */
            nearest_m: number;
        };
        /** UnitOfDeviceIn */
        UnitOfDeviceIn: {
            unit_id: components["schemas"]["Code"];
            at?: components["schemas"]["Moment"] | null;
        };
        /** UnitOut */
        UnitOut: {
            /** Unit Id */
            unit_id: string;
            /** Callsign */
            callsign: string;
            /** Agency Id */
            agency_id: string;
            /** Station Id */
            station_id: string | null;
            /** Kind */
            kind: string;
            /** Capabilities */
            capabilities: string[];
            /** Profile */
            profile: string;
            /** Crew */
            crew: number | null;
            /** Crew Pool */
            crew_pool: string | null;
            /** Staffed */
            staffed: boolean;
            /** In Service */
            in_service: boolean;
            /** Out Of Service Reason */
            out_of_service_reason: string | null;
            /**
             * Service Changed At
             * Format: date-time
             */
            service_changed_at: string;
            /**
             * Retired At
             * @description out of the fleet since then; such a unit is on no board
             */
            retired_at: string | null;
            /**
             * Free Since At
             * @description of one that is available: since then
             */
            free_since_at: string | null;
            status: components["schemas"]["UnitStatus"];
            /**
             * Crew With
             * @description of one whose status is crew_is_out: the unit that its crew is out with
             */
            crew_with: string | null;
            /** Assignment Id */
            assignment_id: string | null;
            /** Incident Id */
            incident_id: string | null;
            move_up: components["schemas"]["MoveUpOut"] | null;
            eido: components["schemas"]["EidoOut"];
        };
        /**
         * UnitRequirement
         * @description `first_due`: the clock of the first arrival is this one's. A crew smaller than `crew_min` does not count.
         */
        UnitRequirement: {
            /** Capability */
            capability: string;
            /** Count */
            count: number;
            /**
             * Alarm Level
             * @default 1
             */
            alarm_level: number;
            /**
             * First Due
             * @default false
             */
            first_due: boolean;
            /** Crew Min */
            crew_min?: number | null;
        };
        /**
         * UnitStatus
         * @description Derived, never stored: what keeps the unit, or the status of its open assignment (`dispatch.store.unit_state`).
         *
         *     A unit is available ⇔ it is in service, staffed, and neither it nor one with the same crew has an open assignment.
         * @enum {string}
         */
        UnitStatus: "available" | "crew_is_out" | "unstaffed" | "out_of_service" | "dispatched" | "acknowledged" | "en_route" | "on_scene" | "transporting" | "at_hospital";
        /**
         * UnitTrackFactsOut
         * @description For a track on roads: which points are on one, and the distance; null if the roads did not answer.
         */
        UnitTrackFactsOut: {
            /** Unit Id */
            unit_id: string;
            /**
             * From
             * Format: date-time
             */
            from: string;
            /**
             * To
             * Format: date-time
             */
            to: string;
            /** Complete */
            complete: boolean;
            /** Distance M */
            distance_m: number;
            /** Movement */
            movement: components["schemas"]["Stretch"][];
            /** Fixed At */
            fixed_at: string[];
            /** Speed Mps */
            speed_mps: (number | null)[];
            /** Course Deg */
            course_deg: (number | null)[];
            /** Accuracy M */
            accuracy_m: (number | null)[];
            /** Late */
            late: boolean[];
            /** Matched */
            matched?: boolean[] | null;
            /** Road Distance M */
            road_distance_m?: number | null;
        };
        /** UnitsToAssign */
        UnitsToAssign: {
            /** Unit Ids */
            unit_ids: components["schemas"]["Code"][];
            recommendation_id?: components["schemas"]["Id"] | null;
            reason?: components["schemas"]["Words"] | null;
        };
        /** ValidationError */
        ValidationError: {
            /** Location */
            loc: (string | number)[];
            /** Message */
            msg: string;
            /** Error Type */
            type: string;
            /** Input */
            input?: unknown;
            /** Context */
            ctx?: Record<string, never>;
        };
        /**
         * VocabularyOut
         * @description The choices of forms, with their names on screens.
         */
        VocabularyOut: {
            /** Capabilities */
            capabilities: string[];
            /**
             * Capability Words
             * @description by capability
             */
            capability_words: {
                [key: string]: components["schemas"]["CapabilityWordsOut"];
            };
            /** Unit Kinds */
            unit_kinds: string[];
            /**
             * Departments
             * @description of hospitals, as advice knows them
             */
            departments: string[];
            /**
             * At Station Radius M
             * @description a unit this near to its station stands in it
             */
            at_station_radius_m: number;
            /** Profiles */
            profiles: string[];
            /** Agency Kinds */
            agency_kinds: string[];
            /** Device Kinds */
            device_kinds: string[];
            /**
             * Alert Kinds
             * @description the most urgent first
             */
            alert_kinds: components["schemas"]["AlertKind"][];
            /** Roles */
            roles: string[];
        };
        /**
         * Way
         * @description From one place to another.
         */
        Way: {
            /** Eta S */
            eta_s: number | null;
            /** Distance M */
            distance_m: number | null;
            /** Polyline6 */
            polyline6: string | null;
            basis: components["schemas"]["Basis"];
            caveat: components["schemas"]["Caveat"] | null;
        };
        Words: string;
        /**
         * ChangedOut
         * @description The current views of everything the event touched, each replacing the one before, and the event's own facts.
         */
        ChangedOut: {
            /** Incidents */
            incidents?: components["schemas"]["IncidentOut"][];
            /** Units */
            units?: components["schemas"]["UnitOut"][];
            /** Assignments */
            assignments?: components["schemas"]["AssignmentOut"][];
            /** Alarms */
            alarms?: components["schemas"]["AlertOut"][];
            /** Calls */
            calls?: components["schemas"]["LiveCallOut"][];
            /** Suggestions */
            suggestions?: components["schemas"]["SuggestionOut"][];
        } & {
            [key: string]: unknown;
        };
        /** EventFrameOut */
        EventFrameOut: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "event";
            /** Seq */
            seq: number;
            kind: components["schemas"]["EventKind"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Mark */
            mark: string;
            /** Incident Id */
            incident_id: string | null;
            data: components["schemas"]["ChangedOut"];
        };
        FixRowOut: [
            string,
            number,
            number,
            number | null,
            number | null,
            string
        ];
        /**
         * FixesOut
         * @description unit_id, lat, lon, course_deg, speed_mps, fixed_at: the newest fix of each unit that moved.
         */
        FixesOut: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "fixes";
            /** Fixes */
            fixes: components["schemas"]["FixRowOut"][];
        };
        /**
         * LiveCallOut
         * @description A call as the board shows it: no number, name or free text.
         */
        LiveCallOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            channel: components["schemas"]["Channel"];
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Answered At */
            answered_at: string | null;
            /** Answered By */
            answered_by: string | null;
            /**
             * Claimed By
             * @description who works on it now; null: it waits for somebody
             */
            claimed_by: string | null;
            /** Claimed At */
            claimed_at: string | null;
            /** Closed At */
            closed_at: string | null;
            disposition: components["schemas"]["CallDisposition"] | null;
            /** Incident Id */
            incident_id: string | null;
        };
        MovementRowOut: [
            string,
            components["schemas"]["Movement"],
            string,
            number | null,
            string | null,
            string | null,
            string | null
        ];
        /**
         * MovementsOut
         * @description unit_id, movement, movement_since_at, heading_deg, device_id, device_kind, device_since_at.
         */
        MovementsOut: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "movements";
            /** Movements */
            movements: components["schemas"]["MovementRowOut"][];
        };
        /** ResyncOut */
        ResyncOut: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "resync";
        };
        /** SnapshotOut */
        SnapshotOut: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "snapshot";
            /** As Of */
            as_of: number;
            /** Mark */
            mark: string;
            /** Incidents */
            incidents: components["schemas"]["IncidentOut"][];
            /** Units */
            units: components["schemas"]["PlacedUnitOut"][];
            /** Assignments */
            assignments: components["schemas"]["AssignmentOut"][];
            /** Alarms */
            alarms: components["schemas"]["AlertOut"][];
            /** Calls */
            calls: components["schemas"]["LiveCallOut"][];
            /** Suggestions */
            suggestions: components["schemas"]["SuggestionOut"][];
        };
        /** TickOut */
        TickOut: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "tick";
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
        };
        LiveFrame: components["schemas"]["SnapshotOut"] | components["schemas"]["EventFrameOut"] | components["schemas"]["FixesOut"] | components["schemas"]["MovementsOut"] | components["schemas"]["TickOut"] | components["schemas"]["ResyncOut"];
        /**
         * ProblemOut
         * @description `code` is stable, `detail` is for people; further fields are facts that programs may read.
         */
        ProblemOut: {
            /** Type */
            type: string;
            /** Title */
            title: string;
            /** Status */
            status: number;
            /** Code */
            code: string;
            /** Detail */
            detail: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    post_session_api_v1_session_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedInOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    delete_session_api_v1_session_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_me_api_v1_me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_own_password_api_v1_me_password_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasswordIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_accounts_api_v1_accounts_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_account_api_v1_accounts_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccountIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountAddedOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    patch_account_api_v1_accounts__username__patch: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountChangesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_password_api_v1_accounts__username__password_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewPasswordOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_calls_api_v1_calls_get: {
        parameters: {
            query?: {
                open?: boolean;
                limit?: number;
                /** @description of `open=false`: those received before it */
                before?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_call_api_v1_calls_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCallIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFileOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_call_api_v1_calls__call_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFileOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    patch_call_api_v1_calls__call_id__patch: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallChangesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFileOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_claim_api_v1_calls__call_id__claim_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ClaimIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFileOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_release_api_v1_calls__call_id__release_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFileOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_location_api_v1_calls__call_id__locations_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallerLocationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFileOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_recommendation_api_v1_incidents__incident_id__recommendation_get: {
        parameters: {
            query?: never;
            header?: {
                "accept-language"?: string;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendationOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_assignments_api_v1_incidents__incident_id__assignments_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitsToAssign"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_replace_api_v1_assignments__assignment_id__replace_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplacementIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_divert_api_v1_assignments__assignment_id__divert_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiversionIn"] | components["schemas"]["ReplacementIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_redirect_api_v1_assignments__assignment_id__redirect_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiversionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_status_api_v1_assignments__assignment_id__status_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStatus"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"] | components["schemas"]["UnitOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_confirmation_api_v1_assignments__assignment_id__notices_confirm_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_status_correction_api_v1_assignments__assignment_id__correction_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusCorrectionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_alarm_level_correction_api_v1_incidents__incident_id__alarm_correction_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlarmLevelCorrectionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_disposition_correction_api_v1_incidents__incident_id__close_correction_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispositionCorrectionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_call_reopening_api_v1_calls__call_id__reopen_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallReopeningIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFileOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_incidents_api_v1_incidents_get: {
        parameters: {
            query?: {
                open?: boolean;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_incident_api_v1_incidents_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIncidentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_incident_api_v1_incidents__incident_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentFileOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    patch_incident_api_v1_incidents__incident_id__patch: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentChangesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_close_api_v1_incidents__incident_id__close_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_reopen_api_v1_incidents__incident_id__reopen_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReopenIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_merge_api_v1_incidents__incident_id__merge_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_alarm_level_api_v1_incidents__incident_id__alarm_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AlarmLevelIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_note_api_v1_incidents__incident_id__notes_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_units_api_v1_units_get: {
        parameters: {
            query?: {
                retired?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedUnitOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_unit_api_v1_units_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUnitIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    put_unit_api_v1_units__unit_id__put: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    patch_unit_api_v1_units__unit_id__patch: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitChangesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_track_api_v1_units__unit_id__track_get: {
        parameters: {
            query?: {
                from?: components["schemas"]["Moment"] | null;
                to?: components["schemas"]["Moment"] | null;
                /** @description on the roads it was driven on */
                matched?: boolean;
            };
            header?: never;
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["TrackOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_alerts_api_v1_alarms_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_take_api_v1_alarms__alarm_id__take_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                alarm_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_incident_types_api_v1_incident_types_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentType"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_incident_type_api_v1_incident_types_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIncidentTypeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentType"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_clock_targets_api_v1_clock_targets_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockTargetsOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_stations_api_v1_stations_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Station"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_station_api_v1_stations_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Station"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_hospitals_api_v1_hospitals_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HospitalBedsOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_hospital_api_v1_hospitals_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHospitalIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hospital"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_agencies_api_v1_agencies_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agency"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_agency_api_v1_agencies_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAgencyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agency"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_map_places_api_v1_map_places_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_take_over_api_v1_map_places_take_over_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeOverIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenOver"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    put_agency_api_v1_agencies__agency_id__put: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                agency_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgencyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agency"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    delete_agency_api_v1_agencies__agency_id__delete: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                agency_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    put_station_api_v1_stations__station_id__put: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Station"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    delete_station_api_v1_stations__station_id__delete: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                station_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    put_hospital_api_v1_hospitals__hospital_id__put: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                hospital_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HospitalIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hospital"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    delete_hospital_api_v1_hospitals__hospital_id__delete: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                hospital_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_retire_api_v1_units__unit_id__retire_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetireIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_return_api_v1_units__unit_id__return_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_vocabulary_api_v1_vocabulary_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VocabularyOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    put_incident_type_api_v1_incident_types__code__put: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentTypeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentType"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    delete_incident_type_api_v1_incident_types__code__delete: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentType"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_list_api_v1_lists__name__csv_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["ListName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    put_list_api_v1_lists__name__put: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                name: components["schemas"]["ListName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_city_api_v1_city_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CityOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_basemap_api_v1_city_basemap_pmtiles_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.pmtiles": string;
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_places_api_v1_places_get: {
        parameters: {
            query: {
                q: string;
                near?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPlaceOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_route_api_v1_routes_get: {
        parameters: {
            query: {
                /** @description lat,lon in degrees */
                from: string;
                /** @description lat,lon in degrees */
                to: string;
                profile?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Way"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_closures_api_v1_closures_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosureOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_closure_api_v1_closures_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosureIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosureOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    delete_closure_api_v1_closures__closure_id__delete: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                closure_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosureOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_cover_api_v1_cover_get: {
        parameters: {
            query?: {
                without?: components["schemas"]["Code"][];
            };
            header?: {
                "accept-language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoverOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_move_up_api_v1_units__unit_id__move_up_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveUpIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_refusal_api_v1_units__unit_id__move_up_refuse_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveUpIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_cancel_api_v1_move_ups__move_up_id__cancel_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                move_up_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_sos_api_v1_crew_sos_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    at?: string;
                    position?: components["schemas"]["PositionIn"];
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SosOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_fixes_api_v1_crew_fixes_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                }[];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_geofences_api_v1_geofences_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InhabitedFenceOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_geofence_api_v1_geofences_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GeofenceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeofenceOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    delete_geofence_api_v1_geofences__geofence_id__delete: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                geofence_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeofenceOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_devices_api_v1_devices_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicesOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_device_api_v1_devices_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDeviceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAddedOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_password_api_v1_devices__device_id__password_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicePasswordOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_revoke_api_v1_devices__device_id__revoke_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceRevokedOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_links_api_v1_device_links_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinksIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_report_api_v1_devices_report_get: {
        parameters: {
            query?: {
                from?: components["schemas"]["Moment"] | null;
                to?: components["schemas"]["Moment"] | null;
                agency_id?: components["schemas"]["Code"] | null;
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceReportOut"];
                    "text/csv": unknown;
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_unit_api_v1_devices__device_id__unit_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitOfDeviceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_ask_api_v1_devices__device_id__ask_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_gpx_api_v1_units__unit_id__track_gpx_get: {
        parameters: {
            query?: {
                from?: components["schemas"]["Moment"] | null;
                to?: components["schemas"]["Moment"] | null;
            };
            header?: never;
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gpx+xml": string;
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_incident_tracks_api_v1_incidents__incident_id__tracks_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["IncidentTracksOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_incident_gpx_api_v1_incidents__incident_id__tracks_gpx_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gpx+xml": string;
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_whereabouts_api_v1_whereabouts_get: {
        parameters: {
            query: {
                lat: number;
                lon: number;
                from: components["schemas"]["Moment"];
                to: components["schemas"]["Moment"];
                radius_m?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitNear"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_response_plans_api_v1_response_plans_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsePlan"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    put_response_plans_api_v1_response_plans_put: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlansIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlansSavedOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    put_plans_of_type_api_v1_response_plans__incident_type__put: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                incident_type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlansOfTypeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlansSavedOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_versions_api_v1_response_plans__incident_type__versions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident_type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlansVersionOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_plan_trial_api_v1_incidents__incident_id__plan_trial_post: {
        parameters: {
            query?: never;
            header?: {
                "accept-language"?: string;
            };
            path: {
                incident_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendationOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_board_advice_api_v1_board_advice_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardAdviceOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_suggestions_api_v1_suggestions_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_refuse_api_v1_suggestions__suggestion_id__refuse_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                suggestion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_hospitals_for_api_v1_assignments__assignment_id__hospitals_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReachableHospitalOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    post_hospital_status_api_v1_hospitals__hospital_id__status_post: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                hospital_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BedsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HospitalBedsOut"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_events_api_v1_events_get: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_newest_events_api_v1_events_newest_get: {
        parameters: {
            query?: {
                before?: number | null;
                kind?: components["schemas"]["Code"][] | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventOut"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_health_healthz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_readiness_readyz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_metrics_metrics_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_description_api_openapi_json_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    post_owntracks_ingest_owntracks_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_traccar_ingest_traccar_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_osmand_ingest_osmand__key__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    post_osmand_ingest_osmand__key__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
}
