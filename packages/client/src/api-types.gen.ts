// Generated from openapi.json by `npm run generate`. Do not edit.
export interface paths {
    "/v1/kling/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit a generation */
        post: operations["generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kling/generations/{generation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a generation */
        get: operations["getGeneration"];
        put?: never;
        post?: never;
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
        Accepted: {
            /** Format: uuid */
            generation_id: string;
            /** @enum {string} */
            status: "pending";
            /**
             * @description US dollars with 4 decimals; "calculating" until the reference video of a motion model is measured.
             * @example 0.2100
             */
            price: string | "calculating";
            description: string;
            warnings?: string[];
        };
        Error: {
            detail: string;
            /** @enum {string} */
            message: "BAD_REQUEST" | "INVALID_REQUEST" | "UNAUTHENTICATED" | "FORBIDDEN" | "INSUFFICIENT_CREDITS" | "NOT_FOUND" | "GENERATION_NOT_FOUND" | "LINK_EXPIRED" | "METHOD_NOT_ALLOWED" | "CONFLICT" | "SPEND_LIMIT_REACHED" | "IDEMPOTENCY_IN_PROGRESS" | "IDEMPOTENCY_MISMATCH" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "ENGINE_UNAVAILABLE" | "SHUTTING_DOWN" | "INTERNAL";
            /** @enum {string} */
            code: "BAD_REQUEST" | "INVALID_REQUEST" | "UNAUTHENTICATED" | "FORBIDDEN" | "INSUFFICIENT_CREDITS" | "NOT_FOUND" | "GENERATION_NOT_FOUND" | "LINK_EXPIRED" | "METHOD_NOT_ALLOWED" | "CONFLICT" | "SPEND_LIMIT_REACHED" | "IDEMPOTENCY_IN_PROGRESS" | "IDEMPOTENCY_MISMATCH" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "ENGINE_UNAVAILABLE" | "SHUTTING_DOWN" | "INTERNAL";
            field?: string;
            request_id: string;
            docs: string;
        };
        GenerateBody: {
            /**
             * @description What to show, 1 to 2500 characters. Required, except for motion models.
             * @example A panda playing guitar by a campfire in a snowy forest, slow zoom in
             */
            prompt?: string;
            /** @description What not to show. At most 2500 characters. */
            negative_prompt?: string | null;
            /**
             * @description Which model of the catalogue.
             * @default kling_2.5_turbo
             * @enum {string}
             */
            model?: "kling_3" | "kling_3_pro" | "kling_3_motion" | "kling_3_motion_pro" | "kling_2.6_motion" | "kling_2.6_motion_pro" | "kling_2.6" | "kling_2.5_turbo" | "kling_2.5_turbo_pro" | "kling_2.1" | "kling_2.1_pro" | "kling_2.1_master" | "kling_1.6" | "kling_1.6_pro";
            /**
             * @description Seconds: 3 to 15 for kling_3 and kling_3_pro, 5 or 10 for the others; a number or a string.
             * @example 5
             */
            duration?: number | string;
            /**
             * @description Shape of the picture, 16:9 unless said. Taken from the image when there is one.
             * @enum {string}
             */
            aspect_ratio?: "16:9" | "9:16" | "1:1";
            /** @description 0 follows the prompt freely, 1 strictly; 0.5 unless said. */
            cfg_scale?: number;
            /** @description Same seed, same video. Random unless said, and reported back. */
            seed?: number;
            /** @description Told when the generation has ended. https; the query string is kept. */
            callback_url?: string;
            /** @description First frame: JPEG, PNG or WEBP of at most 10 MB. */
            image_url?: string;
            /** @description The same as base64, raw or a data: URI. */
            image_base64?: string;
            /** @description Motion models: the driver, MP4, MOV or WEBM, 3 to 30 s, at most 100 MB. */
            reference_video_url?: string;
            /** @description The same as base64, raw or a data: URI. */
            reference_video_base64?: string;
            /** @description Motion models: the character, JPEG, PNG or WEBP, at most 10 MB. */
            reference_image_url?: string;
            /** @description The same as base64, raw or a data: URI. */
            reference_image_base64?: string;
            /** @description Alias: a URL, a data: URI or raw base64. */
            reference_video?: string;
            /** @description Alias: a URL, a data: URI or raw base64. */
            reference_image?: string;
            /**
             * @description Motion models: whose orientation the character keeps; video unless said. With image the driver may have at most 10 s.
             * @enum {string}
             */
            character_orientation?: "image" | "video";
            /** @description Motion models: keep the driver's sound; true unless said. */
            keep_original_sound?: boolean;
            /** @description kling_2.6: make sound; true unless said. */
            sound?: boolean;
            /** @description An extension of ours: the camera's move in the form of Kling's own API. Not for motion models. */
            camera_control?: {
                /**
                 * @description A compound move, or `simple` with exactly one amount.
                 * @enum {string}
                 */
                type: "simple" | "down_back" | "forward_up" | "right_turn_forward" | "left_turn_forward";
                /** @description Only for `simple`: six amounts from -10 to 10, of which exactly one is not 0. */
                config?: {
                    /** @description Move along the horizontal: below 0 left, above 0 right. */
                    horizontal?: number | null;
                    /** @description Move along the vertical: below 0 down, above 0 up. */
                    vertical?: number | null;
                    /** @description Turn about the horizontal axis: below 0 down, above 0 up. */
                    pan?: number | null;
                    /** @description Turn about the vertical axis: below 0 left, above 0 right. */
                    tilt?: number | null;
                    /** @description Roll: below 0 counter-clockwise, above 0 clockwise. */
                    roll?: number | null;
                    /** @description Focal length: below 0 longer (narrower view), above 0 shorter (wider view). */
                    zoom?: number | null;
                } | null;
            };
        };
        Generation: {
            /** Format: uuid */
            generation_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed";
            prompt: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            completed_at?: string;
            /** Format: uri */
            video_url: string | null;
            /** @enum {string} */
            version: "1.6" | "2.1" | "2.5" | "2.6" | "3.0";
            duration: string | null;
            model: string;
            /** @enum {string|null} */
            message: "INSUFFICIENT_CREDITS" | "TIMEOUT" | "CONTENT_POLICY_VIOLATION" | "IMAGE_INACCESSIBLE" | "INVALID_IMAGE" | "VIDEO_INACCESSIBLE" | "INVALID_VIDEO" | "NO_PERSON_FOUND" | "ENGINE_UNAVAILABLE" | "TASK_FAILED" | "CANCELLED" | null;
            error: {
                /** @enum {string} */
                code: "INSUFFICIENT_CREDITS" | "TIMEOUT" | "CONTENT_POLICY_VIOLATION" | "IMAGE_INACCESSIBLE" | "INVALID_IMAGE" | "VIDEO_INACCESSIBLE" | "INVALID_VIDEO" | "NO_PERSON_FOUND" | "ENGINE_UNAVAILABLE" | "TASK_FAILED" | "CANCELLED";
                message: string;
            } | null;
            /**
             * @description US dollars with 4 decimals; "calculating" until the reference video of a motion model is measured.
             * @example 0.2100
             */
            price: string | "calculating";
            progress: number;
            queue_position: number | null;
            eta_seconds: number | null;
            seed: number;
            engine: string;
            /** Format: uri */
            poster_url: string | null;
            warnings?: string[];
            /** @description What the engine says of its work: for the studio, what of the prompt it understood. */
            engine_report: {
                [key: string]: unknown;
            } | null;
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
    generate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and same body: the same answer and the same generation, for 7 days. Same key and other body: 422. */
                "idempotency-key"?: string;
                /** @description `handling=strict` refuses parameters that the model does not take instead of ignoring them. */
                prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateBody"];
            };
        };
        responses: {
            /** @description Accepted, paid for and durable. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The body is not JSON, or does not fit the mode of the model. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or not a valid one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The balance does not cover the price. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A request with the same Idempotency-Key is still being accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A field has a value that is not allowed. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests with this key or account. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No configured engine can make this. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getGeneration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the submit answered it. */
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now, also when it failed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Generation"];
                };
            };
            /** @description No key, or not a valid one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No generation of this account has that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests with this key or account. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
