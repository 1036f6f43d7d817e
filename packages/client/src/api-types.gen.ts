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
    "/v1/kling/o1-video/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit an O1 video: words and up to 5 pictures */
        post: operations["generateO1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kling/o3-video/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit an O3 video: words and up to 5 pictures */
        post: operations["generateO3"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kling/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List generations
         * @description The account's, in the environment of the key, newest first. Deleted ones are not shown. A filter looks at so many generations for each page: a page may have fewer than `limit`, and even none, while `next_cursor` says that more follow.
         */
        get: operations["listGenerations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kling/generations/{generation_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a generation
         * @description One that is `pending` ends at once as `failed` with `CANCELLED`, and is refunded in full. One that is `processing` is ended by the worker that has it, which tells the engine to stop: it becomes `CANCELLED` and is refunded when the engine stopped. When the engine had finished the video all the same, or cannot be stopped, the generation is completed and paid for. While nobody can tell whether the engine took the work, it stays `processing` until that is known, and is cancelled then. Read it, or wait for the webhook, to learn which. Cancelling it again changes nothing.
         */
        post: operations["cancelGeneration"];
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
        /** Read a generation, at once or when it has ended */
        get: operations["getGeneration"];
        put?: never;
        post?: never;
        /**
         * Delete a generation
         * @description It must have ended. Its prompt, its inputs and its media are removed, links to them stop working at once, and it is not shown any more. What it cost stays in the books. A submit that repeats its Idempotency-Key is refused with 409.
         */
        delete: operations["deleteGeneration"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kling/generations/{generation_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit the request of a generation again
         * @description Makes a new generation with the same request, inputs, seed and callback_url, at the price of today. The old one must have ended, and stays as it is. Inputs that were downloaded are used as they are stored; one that never arrived is downloaded from its address again.
         */
        post: operations["retryGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kling/generations/{generation_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Watch a generation: server-sent events until it has ended and its webhook is delivered */
        get: operations["watchGeneration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Listen to webhooks without a public address
         * @description A signed message for every generation of this account and environment that ends, whether or not it has a callback_url, to be replayed to a server on your own machine. Needs the scope admin, because it signs with the secret of the account.
         */
        get: operations["listenToWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kling/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask what a submit would cost, and how long it would take
         * @description Takes the body of a submit and answers what would become of it. Nothing is held, stored or queued, and files in base64 are not decoded.
         */
        post: operations["quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all models */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a model: what it takes, what it costs, who makes it */
        get: operations["getModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model_id}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the JSON Schema of what a model takes */
        get: operations["getModelSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List files, newest first */
        get: operations["listFiles"];
        put?: never;
        /**
         * Upload a picture or video
         * @description As a form with one part `file`, or as the bytes alone with `Content-Type: image/*` or `video/*`. What it is shows in its bytes. Its `url` stands wherever a request takes an address, and a motion price is then final at once. The file stays until it is deleted; what was made from it stays also then.
         */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what a file is */
        get: operations["getFile"];
        put?: never;
        post?: never;
        /**
         * Delete a file
         * @description Generations that were given it keep what they were given.
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file */
        get: operations["downloadFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook deliveries
         * @description The account's, in the environment of the key, newest first.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a webhook delivery with its tries */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a webhook again
         * @description With the same `webhook-id`, now, and on the schedule from its start, whatever became of it before. The link to the video is signed anew, because the old one may have expired; all else in the body stays. One that is waiting for its next try is sent now instead. One that is due already is sent once, however often this is asked for.
         */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/deliveries/replay-failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send every webhook again that was given up
         * @description Those of the account and environment of the key that are `exhausted` or `disabled`, by when they were made. Test events are left out. Asking again replays only what has failed again.
         */
        post: operations["replayFailedDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test webhook
         * @description One message, signed and delivered like any other, but tried only once. Its body is that of a completed generation whose id is all zeros, which nothing was charged for and which cannot be read; its link leads nowhere. Read the delivery to see how it went.
         */
        post: operations["sendTestEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which secret signs the webhooks
         * @description Each environment of an account has a secret of its own; a key sees and changes that of its own environment.
         */
        get: operations["getWebhookSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/secret/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the webhook secret, once
         * @description The one that the environment of the key came with.
         */
        post: operations["revealWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/secret/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new webhook secret
         * @description During the overlap every message carries two signatures in `webhook-signature`, separated by a space, the one of the new secret first; a receiver accepts a message when one of them is right. Another rotation in that time drops the oldest secret at once.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the keys of the account
         * @description Newest first, ended ones too. A test key sees test keys only; a live key sees both.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create a key
         * @description Shows the key itself, this once. A test key makes test keys only; a live key both. No key gives a scope that it lacks.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a key */
        get: operations["getKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description For ever; it stops working within 5 seconds. Its generations go on. Revoking the key of this request is allowed, and a `Warning` field says so.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Change the name, end or limits of a key
         * @description Every process goes by it within 5 seconds. A lower `concurrency` stops nothing that runs; what started before the key had such a limit is not counted.
         */
        patch: operations["changeKey"];
        trace?: never;
    };
    "/v1/keys/{key_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a key
         * @description Makes a key with the same name, scopes, limits and length of life. The old one works on for `overlap_seconds`. Each of the two counts its own rates and spending.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/data/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the balance
         * @description Of the environment of the key.
         */
        get: operations["getBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what was made and what it cost
         * @description Of the environment of the key, at most 366 days. A generation counts on the day of its submit, deleted ones too. Days and others without one have no row.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how the engines are
         * @description What each has under way, has cost today, and whether it is left alone for a while. Needs a key of scope admin.
         */
        get: operations["listEngines"];
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
        /** Whether the process runs */
        get: operations["checkHealth"];
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
        /**
         * Whether requests should be sent to this process
         * @description Looks at the database, its migrations and the media store, at most once a second. No key is needed.
         */
        get: operations["checkReadiness"];
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
            message: "BAD_REQUEST" | "INVALID_REQUEST" | "UNAUTHENTICATED" | "FORBIDDEN" | "INSUFFICIENT_CREDITS" | "NOT_FOUND" | "GENERATION_NOT_FOUND" | "LINK_EXPIRED" | "METHOD_NOT_ALLOWED" | "CONFLICT" | "SPEND_LIMIT_REACHED" | "IDEMPOTENCY_IN_PROGRESS" | "IDEMPOTENCY_MISMATCH" | "REQUEST_TIMEOUT" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "ENGINE_UNAVAILABLE" | "SHUTTING_DOWN" | "SERVICE_UNAVAILABLE" | "INTERNAL";
            /** @enum {string} */
            code: "BAD_REQUEST" | "INVALID_REQUEST" | "UNAUTHENTICATED" | "FORBIDDEN" | "INSUFFICIENT_CREDITS" | "NOT_FOUND" | "GENERATION_NOT_FOUND" | "LINK_EXPIRED" | "METHOD_NOT_ALLOWED" | "CONFLICT" | "SPEND_LIMIT_REACHED" | "IDEMPOTENCY_IN_PROGRESS" | "IDEMPOTENCY_MISMATCH" | "REQUEST_TIMEOUT" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "ENGINE_UNAVAILABLE" | "SHUTTING_DOWN" | "SERVICE_UNAVAILABLE" | "INTERNAL";
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
            /** @description First frame: JPEG, PNG or WEBP of at most 10 MB; an address, or the url of an uploaded file. */
            image_url?: string;
            /** @description The same as base64, raw or a data: URI. */
            image_base64?: string;
            /** @description Motion models: the driver, MP4, MOV or WEBM, 3 to 30 s, at most 100 MB; an address, or the url of an uploaded file. */
            reference_video_url?: string;
            /** @description The same as base64, raw or a data: URI. */
            reference_video_base64?: string;
            /** @description Motion models: the character, JPEG, PNG or WEBP, at most 10 MB; an address, or the url of an uploaded file. */
            reference_image_url?: string;
            /** @description The same as base64, raw or a data: URI. */
            reference_image_base64?: string;
            /** @description Alias: a URL, reelay://file_..., a data: URI or raw base64. */
            reference_video?: string;
            /** @description Alias: a URL, reelay://file_..., a data: URI or raw base64. */
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
        O1Body: {
            /**
             * @description What to show, 1 to 2500 characters.
             * @example A lighthouse in a storm, waves crashing, slow orbit
             */
            prompt: string;
            /** @description Up to 5 pictures, JPEG, PNG or WEBP of at most 10 MB each, by address or as the url of an uploaded file; the first comes first. One may stand without a list. */
            images_urls?: string | string[];
            /** @description The same as images_urls: both spellings are in use. */
            images_url?: string | string[];
            /** @description The same as base64, raw or data: URIs. */
            images_base64?: string | string[];
            /** @description Taken and ignored with a warning: no video is given, so there is no sound to keep. */
            keep_original_sound?: boolean;
            /** @description Told when the generation has ended. https; the query string is kept. */
            callback_url?: string;
            /** @description Same seed, same video. Random unless said, and reported back. */
            seed?: number;
            /**
             * @description May be left out: there is one.
             * @enum {string}
             */
            model?: "kling_o1";
            /**
             * @description Seconds: 5 or 10 for text, 3 to 10 with pictures; a number or a string.
             * @example 5
             */
            duration: number | string;
            /**
             * @description Shape of the picture. With pictures it is taken from the first, with a warning.
             * @enum {string}
             */
            aspect_ratio: "16:9" | "9:16" | "1:1";
        };
        O3Body: {
            /**
             * @description What to show, 1 to 2500 characters.
             * @example A lighthouse in a storm, waves crashing, slow orbit
             */
            prompt: string;
            /** @description Up to 5 pictures, JPEG, PNG or WEBP of at most 10 MB each, by address or as the url of an uploaded file; the first comes first. One may stand without a list. */
            images_urls?: string | string[];
            /** @description The same as images_urls: both spellings are in use. */
            images_url?: string | string[];
            /** @description The same as base64, raw or data: URIs. */
            images_base64?: string | string[];
            /** @description Taken and ignored with a warning: no video is given, so there is no sound to keep. */
            keep_original_sound?: boolean;
            /** @description Told when the generation has ended. https; the query string is kept. */
            callback_url?: string;
            /** @description Same seed, same video. Random unless said, and reported back. */
            seed?: number;
            /**
             * @description 720p, or 1080p as pro.
             * @default kling_o3
             * @enum {string}
             */
            model?: "kling_o3" | "kling_o3_pro";
            /**
             * @description Seconds: 5, 10 or 15, 5 unless said; a number or a string.
             * @example 5
             */
            duration?: number | string;
            /**
             * @description Shape of the picture, 16:9 unless said. Taken from the first picture when there is one.
             * @enum {string}
             */
            aspect_ratio?: "16:9" | "9:16" | "1:1";
        };
        GenerationPage: {
            data: components["schemas"]["Generation"][];
            /** @description Send it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
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
            version: "1.6" | "2.1" | "2.5" | "2.6" | "3.0" | "o1" | "o3";
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
            /**
             * @description Somebody asked for its end while an engine had it; it has not ended yet.
             * @enum {boolean}
             */
            cancel_requested?: true;
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
            /** @description With `include=attempts`: the tries on all engines, in their order. */
            attempts?: components["schemas"]["Attempt"][];
        };
        Attempt: {
            number: number;
            engine: string;
            /** @description Why this engine, and after what. */
            because: string | null;
            /** @enum {string} */
            state: "intent" | "started" | "succeeded" | "failed" | "abandoned";
            /** @description The name of the try at the engine, where it takes one. */
            idempotency_key: string;
            /** @description What the engine calls the work; null until it has answered. */
            operation?: unknown;
            trouble: string | null;
            failure: string | null;
            /** @description The upstream's own words. */
            note: string | null;
            estimated_cost: string | null;
            cost: string | null;
            /**
             * @description reported: by the upstream; listed: by the price list.
             * @enum {string|null}
             */
            cost_source: "reported" | "listed" | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
        };
        /** @description The `data` of one server-sent event. Its `event` is the `type`, and its `id` a whole number that only grows. */
        GenerationEvent: {
            /** @enum {string} */
            type: "queued";
            /** Format: uuid */
            generation_id: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            at: string;
        } | {
            /** @enum {string} */
            type: "started";
            /** Format: uuid */
            generation_id: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            at: string;
        } | {
            /** @enum {string} */
            type: "progress";
            /** Format: uuid */
            generation_id: string;
            /** @description Percent; only ever more. */
            progress: number;
        } | {
            /** @enum {string} */
            type: "stored";
            /** Format: uuid */
            generation_id: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            at: string;
            media_type: string;
            byte_count: number;
            width: number | null;
            height: number | null;
            duration_seconds: number | null;
        } | {
            /** @enum {string} */
            type: "completed";
            /** Format: uuid */
            generation_id: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            at: string;
            /** Format: uri */
            video_url: string | null;
            /** Format: uri */
            poster_url: string | null;
            /**
             * @description US dollars with 4 decimals.
             * @example 0.2100
             */
            price: string;
        } | {
            /** @enum {string} */
            type: "failed";
            /** Format: uuid */
            generation_id: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            at: string;
            /** @enum {string} */
            message: "INSUFFICIENT_CREDITS" | "TIMEOUT" | "CONTENT_POLICY_VIOLATION" | "IMAGE_INACCESSIBLE" | "INVALID_IMAGE" | "VIDEO_INACCESSIBLE" | "INVALID_VIDEO" | "NO_PERSON_FOUND" | "ENGINE_UNAVAILABLE" | "TASK_FAILED" | "CANCELLED";
            error: {
                /** @enum {string} */
                code: "INSUFFICIENT_CREDITS" | "TIMEOUT" | "CONTENT_POLICY_VIOLATION" | "IMAGE_INACCESSIBLE" | "INVALID_IMAGE" | "VIDEO_INACCESSIBLE" | "INVALID_VIDEO" | "NO_PERSON_FOUND" | "ENGINE_UNAVAILABLE" | "TASK_FAILED" | "CANCELLED";
                message: string;
            };
        } | {
            /** @enum {string} */
            type: "delivery";
            /** Format: uuid */
            generation_id: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            at: string;
            /**
             * Format: uuid
             * @description Also the webhook-id header.
             */
            delivery_id: string;
            attempt: number;
            /**
             * @description Of the delivery after this try; pending: it is tried again.
             * @enum {string}
             */
            status: "pending" | "delivered" | "exhausted" | "disabled";
            http_status: number | null;
            /** @description Why this try failed; null when it did not. */
            error: string | null;
        };
        ListenedWebhook: {
            /**
             * Format: uuid
             * @description Of the delivery, when the generation has a callback_url; else of the generation.
             */
            id: string;
            /**
             * @description As a real delivery has them: webhook-id, webhook-timestamp, webhook-signature, content-type.
             * @example {
             *       "content-type": "application/json",
             *       "webhook-id": "0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90",
             *       "webhook-timestamp": "1795417200",
             *       "webhook-signature": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="
             *     }
             */
            headers: {
                [key: string]: string;
            };
            /** @description Exactly what is signed. Post it as it is, or the signature is wrong. */
            body: string;
        };
        Quote: {
            /**
             * @description US dollars with 4 decimals: what it costs, or the most that it can cost, which is what a submit would hold.
             * @example 0.2100
             */
            price: string;
            /** @description False while the length of the driver is not known, and with it the price. */
            price_is_final: boolean;
            /**
             * @description US dollars with 4 decimals: only while the price is not final.
             * @example 0.0410
             */
            price_per_second?: string;
            /** @enum {string} */
            currency: "USD";
            /** @description Seconds; null while the driver is not measured. */
            duration: string | null;
            model: string;
            /** @enum {string} */
            mode: "text_to_video" | "image_to_video" | "motion_control";
            /** @description What would make it. */
            engine: string;
            /** @description As a submit would give them. */
            warnings: string[];
            /** @description From submit to the end, by how long the engine took for the same mode within a day and by who is waiting; null when nothing is known. */
            expected_wait_seconds: number | null;
            /** @description The place that it would have in the queue. */
            queue_position: number;
            /**
             * @description US dollars with 4 decimals: of the account, in the environment of the key.
             * @example 10.0000
             */
            balance: string;
            /** @description Whether the balance covers the price. */
            covered: boolean;
        };
        ModelPage: {
            data: components["schemas"]["Model"][];
            /** @description Send it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        Model: {
            /** @example kling_2.5_turbo */
            id: string;
            /** @example 2.5 */
            version: string;
            /**
             * @description Where it is asked for.
             * @example /v1/kling/generate
             */
            submit_path: string;
            modes: ("text_to_video" | "image_to_video" | "motion_control")[];
            /**
             * @description The seconds that it takes; null where the driver decides.
             * @example [
             *       5,
             *       10
             *     ]
             */
            durations: number[] | null;
            /** @description With a picture, where they are others. */
            durations_with_image?: number[];
            /** @enum {string} */
            picture: "720p" | "1080p";
            /**
             * @description Whether it makes sound when it is asked to, or keeps that of the driver.
             * @enum {string}
             */
            sound: "none" | "optional" | "of_driver";
            /** @enum {string} */
            currency: "USD";
            /**
             * @description US dollars a second, with 4 decimals.
             * @example 0.0420
             */
            price_per_second: string;
            /**
             * @description US dollars a second, with 4 decimals.
             * @example 0.0420
             */
            price_per_second_with_sound?: string;
            /** @description For keys of each environment. */
            availability: {
                /** @enum {string} */
                environment: "test" | "live";
                /** @enum {string} */
                mode: "text_to_video" | "image_to_video" | "motion_control";
                /** @description What would make it; null when nothing can. */
                engine: string | null;
                /** @description Why nothing can, or what to know of the engine. */
                note: string | null;
            }[];
            parameters: components["schemas"]["JsonSchema"];
        };
        /** @description A JSON Schema (draft 2020-12) of exactly the bodies that the model takes, without one word ignored. A null means the same as leaving a field out; the schema does not say so. */
        JsonSchema: {
            [key: string]: unknown;
        };
        File: {
            /** @example file_0198c2f4-7a3b-7c11-9d20-3f5f0f0a4b11 */
            id: string;
            /**
             * @description Send it as image_url, reference_image_url, reference_video_url or in images_urls.
             * @example reelay://file_0198c2f4-7a3b-7c11-9d20-3f5f0f0a4b11
             */
            url: string;
            /** @enum {string} */
            kind: "image" | "video";
            /** @description What the bytes are, whatever they were sent as. */
            media_type: string;
            bytes: number;
            width: number;
            height: number;
            /** @description Seconds as measured; null for a picture. */
            duration: number | null;
            /** @description The name it was uploaded with, cleaned up. */
            name: string | null;
            /** Format: date-time */
            created_at: string;
        };
        FileUpload: {
            /**
             * Format: binary
             * @description A JPEG, PNG or WEBP of at most 10 MB, or an MP4, MOV or WEBM of 3 to 30 seconds and at most 100 MB.
             */
            file: string;
            /** @description Taken for the sake of other clients; ignored. */
            purpose?: string;
        };
        FilePage: {
            data: components["schemas"]["File"][];
            /** @description Send it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        DeliveryPage: {
            data: components["schemas"]["Delivery"][];
            /** @description Send it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        Delivery: {
            /**
             * Format: uuid
             * @description Also the `webhook-id` header, the same in every try.
             */
            delivery_id: string;
            /** @enum {string} */
            event: "generation" | "test";
            /**
             * Format: uuid
             * @description Null for a test event.
             */
            generation_id: string | null;
            url: string;
            /**
             * @description `exhausted`: every try failed. `disabled`: the receiver answered 410. Both can be replayed, and `delivered` too.
             * @enum {string}
             */
            status: "pending" | "delivered" | "exhausted" | "disabled";
            attempts: number;
            last_http_status: number | null;
            last_error: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            last_attempt_at: string | null;
            /**
             * Format: date-time
             * @description When the next try is due; while one is under way, when it is taken for lost. Null when there is none.
             * @example 2026-11-23T07:00:00Z
             */
            next_attempt_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            delivered_at: string | null;
        };
        DeliveryDetail: {
            /**
             * Format: uuid
             * @description Also the `webhook-id` header, the same in every try.
             */
            delivery_id: string;
            /** @enum {string} */
            event: "generation" | "test";
            /**
             * Format: uuid
             * @description Null for a test event.
             */
            generation_id: string | null;
            url: string;
            /**
             * @description `exhausted`: every try failed. `disabled`: the receiver answered 410. Both can be replayed, and `delivered` too.
             * @enum {string}
             */
            status: "pending" | "delivered" | "exhausted" | "disabled";
            attempts: number;
            last_http_status: number | null;
            last_error: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            last_attempt_at: string | null;
            /**
             * Format: date-time
             * @description When the next try is due; while one is under way, when it is taken for lost. Null when there is none.
             * @example 2026-11-23T07:00:00Z
             */
            next_attempt_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            delivered_at: string | null;
            /** @description The very text that is sent and signed. */
            body: string;
            /** @description The last 100, oldest first. They are kept for 30 days. */
            tries: components["schemas"]["DeliveryTry"][];
        };
        DeliveryTry: {
            number: number;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            started_at: string;
            milliseconds: number;
            http_status: number | null;
            /** @description Why it failed; null when it did not. */
            error: string | null;
            /** @description As they were sent, without the signatures. */
            request_headers: {
                [key: string]: string;
            };
            /** @description The first 20, each cut at 200 characters, secrets redacted; null without an answer. */
            response_headers: {
                [key: string]: string;
            } | null;
            /** @description The first 2,000 characters; what is not text is replaced. Null without an answer. */
            response_body: string | null;
        };
        Replayed: {
            replayed: number;
        };
        ReplayFailed: {
            /** @description Deliveries made at this time or later; ISO 8601. */
            since: string;
            /** @description Deliveries made before this time; now when absent. */
            until?: string;
        };
        TestEvent: {
            /**
             * @description Where to; the rules of `callback_url`.
             * @example https://example.com/hooks/reelay
             */
            url: string;
        };
        WebhookSecret: {
            /** @description How the secret begins, to tell it from others. */
            prefix: string;
            /**
             * Format: date-time
             * @description When it was shown; null when it can still be revealed.
             * @example 2026-11-23T07:00:00Z
             */
            shown_at: string | null;
            /**
             * Format: date-time
             * @description Until when the secret before it signs as well; null when there is none.
             * @example 2026-11-23T07:00:00Z
             */
            previous_valid_until: string | null;
        };
        ShownWebhookSecret: {
            /** @description How the secret begins, to tell it from others. */
            prefix: string;
            /**
             * Format: date-time
             * @description When it was shown; null when it can still be revealed.
             * @example 2026-11-23T07:00:00Z
             */
            shown_at: string | null;
            /**
             * Format: date-time
             * @description Until when the secret before it signs as well; null when there is none.
             * @example 2026-11-23T07:00:00Z
             */
            previous_valid_until: string | null;
            /**
             * @description Shown this once. Keep it where the receiver finds it.
             * @example whsec_...
             */
            secret: string;
        };
        RotateWebhookSecret: {
            /**
             * @description How long the old secret goes on signing beside the new one; 0 drops it at once.
             * @default 86400
             */
            overlap_seconds?: number;
        };
        CreatedKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            environment: "test" | "live";
            /**
             * @description The first characters of the key.
             * @example rk_test_9aQx
             */
            prefix: string;
            scopes: ("generate" | "read" | "admin")[];
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            limits: {
                submits_per_minute: number | null;
                reads_per_minute: number | null;
                concurrency: number | null;
                daily_spend: string | null;
            };
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description Right to about a minute.
             * @example 2026-11-23T07:00:00Z
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            revoked_at: string | null;
            /**
             * Format: uuid
             * @description The key that this one takes the place of.
             */
            rotated_from: string | null;
            /**
             * @description The key itself. It is not stored and never shown again.
             * @example rk_test_9aQx...
             */
            key: string;
        };
        NewKey: {
            /**
             * @description What people know it by.
             * @example render farm
             */
            name: string;
            /**
             * @description The environment of the key of this request unless said. Test keys make test keys only.
             * @enum {string}
             */
            environment?: "test" | "live";
            /** @description generate: submit and cancel. read: look. admin: keys, webhooks and secrets. All unless said; none that the key of this request lacks. */
            scopes?: ("generate" | "read" | "admin")[];
            /**
             * Format: date-time
             * @description From then on the key opens nothing. In the future.
             */
            expires_at?: string | null;
            /** @description The same, counted from now. Not together with expires_at. */
            expires_in_days?: number;
            /** @description null: no limit of its own. */
            limits?: {
                /** @description Submits a minute, in the place of the server's limit. */
                submits_per_minute?: number | null;
                /** @description All other requests a minute, in the place of the server's limit. */
                reads_per_minute?: number | null;
                /** @description Generations of this key that run at once; the others wait. */
                concurrency?: number | null;
                /**
                 * @description US dollars that the generations submitted on one day (UTC) may cost. Above it submits are refused with 402.
                 * @example 25.00
                 */
                daily_spend?: string | null;
            };
        };
        KeyPage: {
            data: components["schemas"]["Key"][];
            /** @description Send it as `cursor` for the next page; null on the last. */
            next_cursor: string | null;
        };
        Key: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            environment: "test" | "live";
            /**
             * @description The first characters of the key.
             * @example rk_test_9aQx
             */
            prefix: string;
            scopes: ("generate" | "read" | "admin")[];
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            limits: {
                submits_per_minute: number | null;
                reads_per_minute: number | null;
                concurrency: number | null;
                daily_spend: string | null;
            };
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description Right to about a minute.
             * @example 2026-11-23T07:00:00Z
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T07:00:00Z
             */
            revoked_at: string | null;
            /**
             * Format: uuid
             * @description The key that this one takes the place of.
             */
            rotated_from: string | null;
        };
        /** @description What is left out stays as it is. */
        KeyChanges: {
            /**
             * @description What people know it by.
             * @example render farm
             */
            name?: string;
            /**
             * Format: date-time
             * @description From then on the key opens nothing. In the future.
             */
            expires_at?: string | null;
            /** @description The same, counted from now. Not together with expires_at. */
            expires_in_days?: number;
            /** @description null: no limit of its own. */
            limits?: {
                /** @description Submits a minute, in the place of the server's limit. */
                submits_per_minute?: number | null;
                /** @description All other requests a minute, in the place of the server's limit. */
                reads_per_minute?: number | null;
                /** @description Generations of this key that run at once; the others wait. */
                concurrency?: number | null;
                /**
                 * @description US dollars that the generations submitted on one day (UTC) may cost. Above it submits are refused with 402.
                 * @example 25.00
                 */
                daily_spend?: string | null;
            };
        };
        KeyRotation: {
            /**
             * @description How long the old key works on; a day unless said.
             * @default 86400
             */
            overlap_seconds?: number;
        };
        Balance: {
            /**
             * @description What can be spent.
             * @example 9.7900
             */
            balance: string;
            /**
             * @description Set aside for the generations under way, besides the balance.
             * @example 9.7900
             */
            held: string;
            /** @enum {string} */
            currency: "USD";
            /**
             * @description Of the key; test is play money.
             * @enum {string}
             */
            environment: "test" | "live";
        };
        Usage: {
            /** @example 2026-11-23 */
            from: string;
            /** @example 2026-11-23 */
            to: string;
            group_by: ("day" | "model" | "key" | "engine")[];
            /** @enum {string} */
            environment: "test" | "live";
            /** @enum {string} */
            currency: "USD";
            data: components["schemas"]["UsageRow"][];
            totals: components["schemas"]["UsageSums"];
        };
        /** @description null where the rows are not grouped by it. */
        UsageRow: {
            /** @example 2026-11-23 */
            day: string | null;
            model: string | null;
            /** Format: uuid */
            key_id: string | null;
            key_name: string | null;
            engine: string | null;
            generations: number;
            completed: number;
            failed: number;
            /**
             * @description What the completed ones cost.
             * @example 9.7900
             */
            spent: string;
            /**
             * @description What was held for the failed ones and given back.
             * @example 9.7900
             */
            refunded: string;
            /**
             * @description What is set aside for those under way.
             * @example 9.7900
             */
            held: string;
            /** @description Of the completed videos, as they were paid for. */
            seconds: number;
            /**
             * @description What the engines took for all tries, as far as it is known; for keys with the scope admin, else null.
             * @example 9.7900
             */
            upstream_cost: string | null;
            /** @description spent less upstream_cost. */
            margin: string | null;
        };
        UsageSums: {
            generations: number;
            completed: number;
            failed: number;
            /**
             * @description What the completed ones cost.
             * @example 9.7900
             */
            spent: string;
            /**
             * @description What was held for the failed ones and given back.
             * @example 9.7900
             */
            refunded: string;
            /**
             * @description What is set aside for those under way.
             * @example 9.7900
             */
            held: string;
            /** @description Of the completed videos, as they were paid for. */
            seconds: number;
            /**
             * @description What the engines took for all tries, as far as it is known; for keys with the scope admin, else null.
             * @example 9.7900
             */
            upstream_cost: string | null;
            /** @description spent less upstream_cost. */
            margin: string | null;
        };
        EngineList: {
            data: components["schemas"]["Engine"][];
        };
        Engine: {
            id: string;
            /** @description Engines of one account share its places. */
            account: string;
            concurrency: number | null;
            /** @description Generations with status processing that have this engine, whether its places are limited or not; engines of one account show their own each. At 0 an engine that serves nothing may be taken out. */
            in_flight: number;
            weight: number;
            spent_today: string;
            daily_budget: string | null;
            /** @description By model, of those that were tried. */
            health: components["schemas"]["EngineModelHealth"][];
        };
        EngineModelHealth: {
            model: string;
            /**
             * @description open: it is left alone until retry_at; half_open: one generation is let through to see whether it is well.
             * @enum {string}
             */
            state: "closed" | "open" | "half_open";
            /** Format: date-time */
            retry_at: string | null;
            consecutive_faults: number;
            fault_share: number;
            typical_seconds: number | null;
            last_trouble: string | null;
        };
        /** @description The process runs. */
        Alive: {
            /** @enum {string} */
            status: "ok";
        };
        /** @description Whether requests should be sent to this process. */
        Ready: {
            /** @enum {string} */
            status: "ready" | "not_ready";
            /** @description What keeps this process from serving; empty when ready. */
            problems: string[];
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
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A request with the same Idempotency-Key is still being accepted, or what it made was deleted. */
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description No configured engine can make this, or the server cannot reach its database at the moment. */
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
    generateO1: {
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
                "application/json": components["schemas"]["O1Body"];
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
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A request with the same Idempotency-Key is still being accepted, or what it made was deleted. */
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description No configured engine can make this, or the server cannot reach its database at the moment. */
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
    generateO3: {
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
                "application/json": components["schemas"]["O3Body"];
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
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A request with the same Idempotency-Key is still being accepted, or what it made was deleted. */
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description No configured engine can make this, or the server cannot reach its database at the moment. */
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
    listGenerations: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 20 when absent. */
                limit?: number;
                /** @description The `next_cursor` of the page before; absent for the newest. */
                cursor?: string;
                status?: "pending" | "processing" | "completed" | "failed";
                model?: "kling_3" | "kling_3_pro" | "kling_3_motion" | "kling_3_motion_pro" | "kling_2.6_motion" | "kling_2.6_motion_pro" | "kling_2.6" | "kling_2.5_turbo" | "kling_2.5_turbo_pro" | "kling_2.1" | "kling_2.1_pro" | "kling_2.1_master" | "kling_1.6" | "kling_1.6_pro" | "kling_o3" | "kling_o3_pro" | "kling_o1";
                mode?: "text_to_video" | "image_to_video" | "motion_control";
                /** @description Id of the engine that made it. */
                engine?: string;
                /** @description Made at this time or later; ISO 8601. A date alone is its beginning in UTC. */
                created_after?: string;
                /** @description Made before this time; ISO 8601. */
                created_before?: string;
                /** @description What the prompt has in it, in upper or lower case; at least 2 characters. */
                prompt?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, as they are now; `queue_position` is null here. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationPage"];
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
            /** @description A query parameter is unknown, given twice, or has a value that is not allowed. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    cancelGeneration: {
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
            /** @description Cancelled and refunded, now or before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Generation"];
                };
            };
            /** @description Asked for: the engine is being told. */
            202: {
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
            /** @description No generation of this account and environment has that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It has already ended otherwise. */
            409: {
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
            query?: {
                /** @description Answers when it has ended, or after so many whole seconds; at once unless said. */
                wait?: number | null;
                /** @description attempts: every try on every engine, why it was made and what it cost. Needs the scope admin. */
                include?: "attempts";
            };
            header?: {
                /** @description `wait=60` means the same as the parameter `wait`. */
                prefer?: string;
            };
            path: {
                /** @description As the submit answered it. */
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now, also when it failed or has not ended yet. */
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
            /** @description `wait` is not a whole number from 0 to 60. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    deleteGeneration: {
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
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description No generation of this account and environment has that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is under way. Cancel it first. */
            409: {
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    retryGeneration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and same body: the same answer and the same generation, for 7 days. Same key and other body: 422. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description As the submit answered it. */
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
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
            /** @description The Idempotency-Key is empty or too long. */
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
            /** @description The balance, or what the key may spend a day, does not cover the price. */
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
            /** @description No generation of this account and environment has that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is under way; or a request with the same Idempotency-Key is still being accepted, or what it made was deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The Idempotency-Key was used for another request. */
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
            /** @description No configured engine can make this, or the server cannot reach its database at the moment. */
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
    watchGeneration: {
        parameters: {
            query?: {
                /** @description The same, for readers that cannot set a header. */
                last_event_id?: string;
            };
            header?: {
                /** @description The id of the last event that was read: only what comes after it is sent. */
                "last-event-id"?: string;
            };
            path: {
                /** @description As the submit answered it. */
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What has happened and what happens. Ends after the last event there will be: `completed` or `failed`, or with a callback_url the `delivery` after which it is not tried again. Ends after 30 minutes in any case; go on by the id of the last event. The schema is that of the `data` of one event. A comment is sent every 15 seconds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["GenerationEvent"];
                };
            };
            /** @description Nothing comes after that event: it was the last. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description Last-Event-ID is no id of an event. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    listenToWebhooks: {
        parameters: {
            query?: {
                /** @description The same, for readers that cannot set a header. */
                last_event_id?: string;
            };
            header?: {
                /** @description The id of the last event that was read: only what comes after it is sent. */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What ends from now on; with Last-Event-ID also what has ended since. Ends after 30 minutes; go on by the id of the last event. The schema is that of the `data` of one event. A comment is sent every 15 seconds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ListenedWebhook"];
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
            /** @description Last-Event-ID is no id of an event of this stream. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    quote: {
        parameters: {
            query?: never;
            header?: {
                /** @description `handling=strict`, as for a submit. */
                prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateBody"] | components["schemas"]["O1Body"] | components["schemas"]["O3Body"];
            };
        };
        responses: {
            /** @description What it would cost. That the balance does not cover it is an answer, not a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
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
            /** @description The key lacks the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly. */
            408: {
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description No configured engine can make this, or the server cannot reach its database at the moment. */
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
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, on one page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
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
            /** @description Too many requests with this key or account. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
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
            /** @description There is no such model. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    getModelSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The `parameters` of the model alone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonSchema"];
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
            /** @description There is no such model. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    listFiles: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 20 when absent. */
                limit?: number;
                /** @description The `next_cursor` of the page before; absent for the newest. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilePage"];
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
            /** @description `limit` or `cursor` cannot be used. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    uploadFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["FileUpload"];
                "image/*": string;
                "video/*": string;
            };
        };
        responses: {
            /** @description Stored, and found usable. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            /** @description The form has no part `file`, or two, or breaks off. */
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
            /** @description The key lacks the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The picture is larger than 10 MB, or the video than 100 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is neither multipart/form-data nor a picture or video. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The file cannot be used; the sentence says why. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `file_...`, as the upload answered it. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
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
            /** @description No file of this account has that id. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `file_...`, as the upload answered it. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description No file of this account has that id. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    downloadFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description One range of bytes. */
                range?: string;
            };
            path: {
                /** @description `file_...`, as the upload answered it. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its bytes, as they were uploaded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                    "video/*": string;
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                    "video/*": string;
                };
            };
            /** @description Unchanged since the ETag in If-None-Match. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description No file of this account has that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The range lies outside the file. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    listDeliveries: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 20 when absent. */
                limit?: number;
                /** @description The `next_cursor` of the page before; absent for the newest. */
                cursor?: string;
                status?: "pending" | "delivered" | "exhausted" | "disabled";
                generation_id?: string;
                /** @description Made at this time or later; ISO 8601. A date alone is its beginning in UTC. */
                created_after?: string;
                /** @description Made before this time; ISO 8601. */
                created_before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
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
            /** @description A query parameter is unknown, given twice, or has a value that is not allowed. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list and the `webhook-id` header have it. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is sent, and how each try went. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetail"];
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
            /** @description No delivery of this account and environment has that id. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    replayDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list and the `webhook-id` header have it. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is due. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
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
            /** @description No delivery of this account and environment has that id. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    replayFailedDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayFailed"];
            };
        };
        responses: {
            /** @description So many are due. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description The body is not a JSON object. */
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
            /** @description The key lacks the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly. */
            408: {
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    sendTestEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestEvent"];
            };
        };
        responses: {
            /** @description It is due. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description The body is not a JSON object. */
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
            /** @description The key lacks the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly. */
            408: {
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    getWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it begins; not the secret itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
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
            /** @description Too many requests with this key or account. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    revealWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret, this once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhookSecret"];
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
            /** @description It was shown before. Rotate it. */
            409: {
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateWebhookSecret"];
            };
        };
        responses: {
            /** @description The new secret, this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhookSecret"];
                };
            };
            /** @description The body is not a JSON object. */
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
            /** @description The key lacks the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly. */
            408: {
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    listKeys: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 20 when absent. */
                limit?: number;
                /** @description The `next_cursor` of the page before; absent for the newest. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
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
            /** @description limit or cursor cannot be used. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Created. `key` is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /** @description The body is not a JSON object. */
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
            /** @description The key lacks the scope admin, or would give more than it has itself. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly. */
            408: {
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a key, not the key itself. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key, without what opens anything. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
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
            /** @description There is no such key, or the key of this request may not see it. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    revokeKey: {
        parameters: {
            query?: {
                /** @description true: also the last working key of its environment with the scope admin. */
                force?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description The id of a key, not the key itself. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked, now or before. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description There is no such key, or the key of this request may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is the last working key of its environment with the scope admin. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description force is neither true nor false. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    changeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a key, not the key itself. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyChanges"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description The body is not a JSON object. */
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
            /** @description The key lacks the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such key, or the key of this request may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key was revoked or has expired. */
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a key, not the key itself. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["KeyRotation"];
            };
        };
        responses: {
            /** @description The new key. `key` is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /** @description The body is not a JSON object. */
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
            /** @description The key lacks the scope admin, or would give more than it has itself. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such key, or the key of this request may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key was revoked, has expired, or was rotated before. */
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
            /** @description A field is unknown, missing, or has a value that is not allowed. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    getBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What can be spent, and what is held. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
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
            /** @description Too many requests with this key or account. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    getUsage: {
        parameters: {
            query?: {
                /** @description First day, in UTC; 29 days before `to` unless said. */
                from?: string;
                /** @description Last day, in UTC; today unless said. */
                to?: string;
                /** @description Any of day, model, key, engine: with commas between them, or repeated. day unless said. */
                group_by?: string;
                /** @description json unless said, or unless the request has `Accept: text/csv`. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A row for each group, and their totals. The CSV has the rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                    "text/csv": string;
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
            /** @description A parameter cannot be used, or there would be more than 20,000 rows. */
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
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    listEngines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngineList"];
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
            /** @description Too many requests with this key or account. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The server cannot reach its database at the moment; `Retry-After` says when to come back. */
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
    checkHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
        };
    };
    checkReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They should. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description They should not, for the reasons given. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
        };
    };
}
