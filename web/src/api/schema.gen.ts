// Generated from the server's OpenAPI document by `make types`. Do not edit.
export interface paths {
    "/api/analytics/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Dashboard
         * @description Return the figures of a period, of the whole workshop or of one manager, exact at this instant.
         */
        get: operations["getDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Figure Entries
         * @description List the journal entries that a figure of the dashboard is made of, newest first. What they add sums exactly to
         *     the figure of the same period and manager. Outstanding, cash in hand and awaiting confirmation are of now: for them
         *     the period is ignored, as on the dashboard.
         */
        get: operations["listFigureEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Workbook
         * @description Return the whole business in Excel: jobs, payments, settlements, customers, vehicles and sums, as of one instant.
         *
         *     Jobs are of the period by the day they were taken in, payments by the day they were paid, settlements by the day
         *     they were submitted; customers and vehicles are all that are known. It takes seconds before the first byte. Two are
         *     made at a time, one of a workshop; the others wait in line, for a minute at most.
         */
        get: operations["exportWorkbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/exports/{export_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Export Progress
         * @description Tell how far an export is, by the id that was given with it as ``progress``; 404 until it has begun.
         */
        get: operations["getExportProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Forecast
         * @description Forecast the revenue of the next 14 days, today included, with the range that four in five should be in; with
         *     too little to go on, the reason instead.
         */
        get: operations["getForecast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get My Day
         * @description Return a manager's own day: what is to be done, the cash in hand, and what the owner has not accepted.
         */
        get: operations["getMyDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Events
         * @description List log-ins, refusals and changes of access of the workshop's people, newest first, of the last 400 days.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Notices
         * @description List what the owner has to know and has not marked as seen, newest first, of the last 90 days.
         */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/notices/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mark Notices Seen
         * @description Mark notices as seen, up to a time.
         */
        put: operations["markNoticesSeen"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Login
         * @description Sign in.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logout
         * @description End this session.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logout Everywhere
         * @description End every session of this user, on every device.
         */
        post: operations["logoutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look At Phone
         * @description Say what looks odd about a visitor's phone number while it is typed. Saves nothing.
         */
        post: operations["lookAtPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description Read the signed-in user, with what may be done in the workshop of ``X-Workshop``, or in the one last used.
         */
        get: operations["getCurrentUser"];
        /**
         * Change Profile
         * @description Change one's own name and phone.
         */
        put: operations["changeProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Password
         * @description Change the password. Other sessions end; this one goes on with the new token.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Open an account: an owner, or a manager with an invite code.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Registration
         * @description Tell a visitor whether a new owner can register here.
         */
        get: operations["getRegistration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset Password
         * @description Set a new password with the code of whoever runs the server. Every session of the user ends.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Second Factor
         * @description Say whether the second factor is on.
         */
        get: operations["getSecondFactor"];
        put?: never;
        /**
         * Start Second Factor
         * @description Return a new key for an authenticator app. Log-ins ask for its codes once the first one is confirmed.
         */
        post: operations["startSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm Second Factor
         * @description Turn the second factor on. Other sessions end; this one goes on with the new token.
         */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn Off Second Factor
         * @description Turn the second factor off, with the password and a code.
         */
        post: operations["turnOffSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Customers
         * @description List customers of the garage, newest first, with what they owe on the jobs that the caller may see.
         */
        get: operations["listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{customer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Customer
         * @description Return a customer with vehicles, jobs, papers and what is owed; for one merged into another, the other.
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update Customer
         * @description Change what a customer is called and how he is reached. Jobs and papers keep what they say.
         */
        patch: operations["updateCustomer"];
        trace?: never;
    };
    "/api/customers/{customer_id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase Customer
         * @description Erase name, phones, addresses and notes of a customer who asks for it; sums and papers stay.
         */
        post: operations["eraseCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{customer_id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge Customers
         * @description Let another customer be this one: jobs, vehicles and phones count for him. It can be undone for a day.
         */
        post: operations["mergeCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{customer_id}/merge/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo Merge
         * @description Undo a merge, up to a day after it. Jobs that were taken in since stay with this customer.
         */
        post: operations["undoMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Documents
         * @description List issued documents, newest first. A manager sees those of own jobs only.
         */
        get: operations["listDocuments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Document
         * @description Return an issued document, the same bytes every time. When it was taken back or cancelled since, it says so.
         */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/credit-note/{job_id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue Credit Note
         * @description Take back the invoice that stands for a job, whole. Its amounts can then change and be invoiced anew.
         */
        post: operations["issueCreditNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/invoice/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Invoice
         * @description Return the invoice that stands for a job, the same bytes every time; before it is issued, a marked pro-forma.
         */
        get: operations["getInvoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/invoice/{job_id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue Invoice
         * @description Issue the invoice of a job: it gets the next number of its series, and its amounts are fixed.
         */
        post: operations["issueInvoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/job-card/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job Card
         * @description Return the job card of a job as it stands now.
         */
        get: operations["getJobCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/receipt/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Receipt
         * @description Return the receipt of a payment, as a page or for an 80 mm printer; before it is issued, a marked draft. When
         *     the payment was rejected since, it says so.
         */
        get: operations["getReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/receipt/{payment_id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue Receipt
         * @description Issue the receipt of a payment: it gets the next number of its series.
         */
        post: operations["issueReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/refund-voucher/{payment_id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue Refund Voucher
         * @description Take back the receipt voucher of a payment that was rejected before vouchers were taken back by themselves.
         */
        post: operations["issueRefundVoucher"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/statement/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Payment Statement
         * @description Print the money paid and due on a job now, with the code to pay the rest: it goes beside the invoice.
         */
        get: operations["getPaymentStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/upi-code/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Upi Code
         * @description Return the code that a customer scans to pay an amount on a job by UPI.
         */
        get: operations["getUpiCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/known": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find Known
         * @description Find the vehicle of a plate and the customers of a phone while a form is filled in.
         */
        get: operations["findKnown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description List jobs, newest first. A manager sees own jobs only. ``sort=-remaining_amount`` lists what is outstanding,
         *     ``sort=due_at`` what is still to be done, soonest due first.
         */
        get: operations["listJobs"];
        put?: never;
        /**
         * Create Job
         * @description Take a vehicle in. An advance is recorded as a payment in the same step.
         */
        post: operations["createJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job
         * @description Return a job with its payments and its timeline.
         */
        get: operations["getJob"];
        /**
         * Update Job
         * @description Change a job, or move it to another status.
         */
        put: operations["updateJob"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Job Updates
         * @description List what happened to a job, newest first, page by page.
         */
        get: operations["listJobUpdates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/write-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write Off Job
         * @description Write off what is outstanding on a job and will never be paid, or a part of it, with the reason.
         */
        post: operations["writeOffJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Price Items
         * @description Price lines, with tax and round-off, as saving them on a job would. Saves nothing.
         */
        post: operations["priceItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/managers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Managers
         * @description List managers with their jobs, revenue, collections and cash in hand, exact at this instant.
         */
        get: operations["listManagers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/managers/{manager_id}": {
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
         * Remove Manager
         * @description End a manager's access at once. Jobs, payments and cash stay on record.
         */
        delete: operations["removeManager"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Members
         * @description List members with their role, rights, open jobs and cash in hand; those who left come last.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Member
         * @description Change the role and rights of a member, from the next request on.
         */
        put: operations["changeMember"];
        post?: never;
        /**
         * Remove Member
         * @description End a member's access at once. Jobs, payments and cash stay on record; a new code brings the member back.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{member_id}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand Over Jobs
         * @description Give all open jobs of a member to another. What is owed on them goes with them; money taken stays where it is.
         */
        post: operations["handOverJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join Workshop
         * @description Join a further garage, or one that one left, by its invite code. It is the one worked in from then on.
         */
        post: operations["joinWorkshop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Payments
         * @description List payments, newest first. ``confirmed=false`` lists those that await the owner's verdict.
         */
        get: operations["listPayments"];
        put?: never;
        /**
         * Record Payment
         * @description Record money that a customer paid on a job.
         */
        post: operations["recordPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/{payment_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Confirm Payment
         * @description Confirm that the money was received. Doing it twice changes nothing.
         */
        put: operations["confirmPayment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/{payment_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Reject Payment
         * @description Reverse a payment, with the reason. What it paid is outstanding again.
         */
        put: operations["rejectPayment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Settlements
         * @description List settlements, newest first. ``confirmed=false`` lists those that await the owner's verdict.
         */
        get: operations["listSettlements"];
        put?: never;
        /**
         * Submit Settlement
         * @description Submit cash in hand for the owner to receive.
         */
        post: operations["submitSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settlements/{settlement_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Confirm Settlement
         * @description Confirm having received the cash. Doing it twice changes nothing.
         */
        put: operations["confirmSettlement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settlements/{settlement_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Reject Settlement
         * @description Refuse a settlement, with the reason. The cash stays with the manager.
         */
        put: operations["rejectSettlement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settlements/cash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get My Cash
         * @description Return a manager's cash and the jobs it came from: one's own, or for an owner that of the manager named.
         */
        get: operations["getMyCash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settlements/received": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive Cash
         * @description Record cash that came from a member who left, or may not hand over cash any more. It is received at once.
         */
        post: operations["receiveCash"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Task
         * @description Have work that was given up tried again. Asking twice changes nothing.
         */
        post: operations["retryTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/dead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Dead Tasks
         * @description List the garage's work that was tried again and again and then given up, the latest first.
         */
        get: operations["listDeadTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Vehicles
         * @description List vehicles of the garage, newest first, with whose they are.
         */
        get: operations["listVehicles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vehicles/{vehicle_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Vehicle
         * @description Return a vehicle with its keepers, readings, jobs and papers.
         */
        get: operations["getVehicle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update Vehicle
         * @description Change a vehicle, or note what its odometer says. Jobs and papers keep what they say.
         */
        patch: operations["updateVehicle"];
        trace?: never;
    };
    "/api/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Verification
         * @description Tell when the garage's books were last checked against all that is stored, and what was found.
         */
        get: operations["getVerification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Work
         * @description List the vehicles in the garage, soonest due first, with what is to be done and without any money.
         */
        get: operations["listWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/work/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Update Work
         * @description Say how far the work on a vehicle is.
         */
        put: operations["updateWork"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Workshop
         * @description Open an owner's workshop; a further one only when it is meant as such.
         */
        post: operations["createWorkshop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops/{workshop_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Update Workshop
         * @description Change the workshop. The currency is fixed once money is recorded.
         */
        put: operations["updateWorkshop"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops/{workshop_id}/billing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Billing
         * @description Change how the workshop bills, from a day on. What is issued already stays as it is.
         */
        post: operations["changeBilling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops/{workshop_id}/invite-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Invite Codes
         * @description List codes, newest first.
         */
        get: operations["listInviteCodes"];
        put?: never;
        /**
         * Create Invite Code
         * @description Make a single-use code for a new member, a manager unless said otherwise, good for seven days.
         */
        post: operations["createInviteCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops/{workshop_id}/invite-codes/{code}": {
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
         * Revoke Invite Code
         * @description Make an unused code unusable.
         */
        delete: operations["revokeInviteCode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops/{workshop_id}/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Logo
         * @description Set the logo that papers carry from today on.
         */
        put: operations["setLogo"];
        post?: never;
        /**
         * Remove Logo
         * @description Print papers without a logo from today on.
         */
        delete: operations["removeLogo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look At Typed
         * @description Say what looks odd about a phone, a vehicle number or a GST number while it is typed. Saves nothing.
         */
        post: operations["lookAtTyped"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get My Workshop
         * @description Return the workshop of the signed-in user.
         */
        get: operations["getMyWorkshop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops/me/billing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Billing
         * @description Read how the workshop bills today, and every change of it, with the day it is in force from.
         */
        get: operations["getBilling"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workshops/me/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Logo
         * @description Return the workshop's logo as PNG.
         */
        get: operations["getLogo"];
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
        /**
         * Address
         * @description The address of a customer.
         */
        Address: {
            /** City */
            city?: string | null;
            /** Line */
            line?: string | null;
            /**
             * Pin
             * @example 411001
             */
            pin?: string | null;
            /** State */
            state?: string | null;
        };
        /**
         * Ageing
         * @description Money owed now on the jobs taken in on these days; ``60+`` is more than 60 days ago and has no first day.
         */
        Ageing: {
            /** Amount */
            amount: number;
            /**
             * Bucket
             * @description Days since the vehicle was taken in.
             * @enum {string}
             */
            bucket: "0-7" | "8-30" | "31-60" | "60+";
            /** From Day */
            from_day: string | null;
            /** Jobs */
            jobs: number;
            /**
             * To Day
             * Format: date
             */
            to_day: string;
        };
        /**
         * AuditEventOut
         * @description One event. ``user`` is whose account it is about, ``actor`` who did it; ``detail`` is the operation that was
         *     refused or what was wrong; ``times`` counts the same thing within a second; ``subject_id`` is the payment or
         *     settlement that was reviewed; ``about`` a text to show, such as the name of another garage.
         */
        AuditEventOut: {
            /** About */
            about: string | null;
            /** Actor Id */
            actor_id: string;
            /** Actor Name */
            actor_name: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Detail
             * @example removeManager
             */
            detail: string | null;
            /**
             * Device
             * @example Chrome on Android
             */
            device: string | null;
            /** Id */
            id: string;
            kind: components["schemas"]["AuditKind"];
            /**
             * Network
             * @example 203.0.113.0/24
             */
            network: string | null;
            /** Request Id */
            request_id: string | null;
            /** Session Id */
            session_id: string | null;
            /** Subject Id */
            subject_id: string | null;
            /** Times */
            times: number;
            /** User Id */
            user_id: string;
            /** User Name */
            user_name: string | null;
        };
        /**
         * AuditKind
         * @description Kinds of audit events.
         * @enum {string}
         */
        AuditKind: "signed_in" | "login_failed" | "login_throttled" | "refused" | "signed_out_everywhere" | "password_changed" | "password_reset_issued" | "password_reset" | "second_factor_on" | "second_factor_off" | "recovery_code_used" | "second_factor_stopped" | "profile_changed" | "manager_joined" | "manager_removed" | "member_changed" | "workshop_twin" | "customer_changed" | "customers_merged" | "customers_parted" | "customer_erased" | "vehicle_changed" | "reading_marked" | "payment_confirmed" | "payment_rejected" | "settlement_confirmed" | "settlement_rejected" | "job_written_off" | "chain_begun";
        /**
         * BillingChange
         * @description Settings that change from a day on; those left out stay as they are.
         */
        BillingChange: {
            /** Bill Prefix */
            bill_prefix?: string | null;
            /** Credit Note Prefix */
            credit_note_prefix?: string | null;
            /**
             * Effective From
             * @description First day, in the workshop's time zone; today.
             */
            effective_from?: string | null;
            /** Invoice Prefix */
            invoice_prefix?: string | null;
            /** Labour Sac */
            labour_sac?: string | null;
            /** Labour Tax Rate Bp */
            labour_tax_rate_bp?: number | null;
            /** Part Hsn */
            part_hsn?: string | null;
            /** Part Tax Rate Bp */
            part_tax_rate_bp?: number | null;
            /** Prices Include Tax */
            prices_include_tax?: boolean | null;
            /** Receipt Prefix */
            receipt_prefix?: string | null;
            /** Refund Voucher Prefix */
            refund_voucher_prefix?: string | null;
            /** Round Totals */
            round_totals?: boolean | null;
            /**
             * Terms
             * @example Goods once sold are not taken back.
             */
            terms?: string | null;
            /**
             * Vpa
             * @example garage@upi
             */
            vpa?: string | null;
        };
        /**
         * BillingOut
         * @description The settings in force today, and every change made to them, the latest first.
         */
        BillingOut: {
            current: components["schemas"]["BillingSettingsOut"];
            /**
             * Today
             * Format: date
             */
            today: string;
            /** Versions */
            versions: components["schemas"]["BillingVersion"][];
        };
        /**
         * BillingSettingsOut
         * @description The settings in force on a day.
         */
        BillingSettingsOut: {
            /**
             * Bill Prefix
             * @example INV
             */
            bill_prefix: string;
            /**
             * Credit Note Prefix
             * @example INV
             */
            credit_note_prefix: string;
            /** Has Logo */
            has_logo: boolean;
            /**
             * Invoice Prefix
             * @example INV
             */
            invoice_prefix: string;
            /**
             * Labour Sac
             * @example 998714
             */
            labour_sac: string;
            /**
             * Labour Tax Rate Bp
             * @description In basis points: 1800 is 18%.
             * @example 1800
             */
            labour_tax_rate_bp: number;
            /** Logo Id */
            logo_id: string | null;
            /**
             * Part Hsn
             * @example 998714
             */
            part_hsn: string;
            /**
             * Part Tax Rate Bp
             * @description In basis points: 1800 is 18%.
             * @example 1800
             */
            part_tax_rate_bp: number;
            /**
             * Prices Include Tax
             * @description Whether prices of lines include tax.
             */
            prices_include_tax: boolean;
            /**
             * Receipt Prefix
             * @example INV
             */
            receipt_prefix: string;
            /**
             * Refund Voucher Prefix
             * @example INV
             */
            refund_voucher_prefix: string;
            /**
             * Round Totals
             * @description Whether totals are rounded to the whole.
             */
            round_totals: boolean;
            /** Terms */
            terms: string | null;
            /**
             * Vpa
             * @example garage@upi
             */
            vpa: string | null;
        };
        /**
         * BillingVersion
         * @description A change of settings, with what it changed.
         */
        BillingVersion: {
            /**
             * Changes
             * @example {
             *       "labour_tax_rate_bp": 1800
             *     }
             */
            changes: {
                [key: string]: unknown;
            };
            /**
             * Effective From
             * Format: date
             */
            effective_from: string;
            /** Id */
            id: string;
            /**
             * Recorded At
             * Format: date-time
             */
            recorded_at: string;
            /** Recorded By Name */
            recorded_by_name: string | null;
        };
        /**
         * BillLineOut
         * @description A line with its tax.
         */
        BillLineOut: {
            /** Description */
            description: string;
            /** Discount */
            discount: number;
            /** Hsn Sac */
            hsn_sac: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "labour" | "part";
            /** Quantity */
            quantity: number;
            /** Tax Amount */
            tax_amount: number;
            /** Tax Rate Bp */
            tax_rate_bp: number;
            /** Taxable Amount */
            taxable_amount: number;
            /** Total Amount */
            total_amount: number;
            /** Unit */
            unit: string;
            /** Unit Price */
            unit_price: number;
        };
        /**
         * BillOut
         * @description The bill of the lines: taxable amount + tax + round-off is the total.
         */
        BillOut: {
            /** Discount */
            discount: number;
            /** Lines */
            lines: components["schemas"]["BillLineOut"][];
            /** Place Of Supply */
            place_of_supply: string | null;
            /** Prices Include Tax */
            prices_include_tax: boolean;
            /** Round Off */
            round_off: number;
            /** Tax Amount */
            tax_amount: number;
            /** Taxable Amount */
            taxable_amount: number;
            /** Taxes */
            taxes: components["schemas"]["TaxOut"][];
            /** Total Amount */
            total_amount: number;
        };
        /**
         * Cash
         * @description A manager's cash, exact at this instant. The jobs' amounts and the other amount sum to what is available.
         */
        Cash: {
            /**
             * Available
             * @description Cash in hand less what is handed over already.
             */
            available: number;
            /** Cash In Hand */
            cash_in_hand: number;
            /**
             * Jobs
             * @description The newest cash payments on jobs that no settlement has named since, by job, the latest first; at most 500 jobs.
             */
            jobs: components["schemas"]["CashOfJob"][];
            /**
             * Other Amount
             * @description Available cash from earlier that no job is named for.
             */
            other_amount: number;
            /**
             * Pending Settlement
             * @description Handed over, and not received by the owner yet.
             */
            pending_settlement: number;
        };
        /**
         * CashOfJob
         * @description A job that some of the cash came from.
         */
        CashOfJob: {
            /**
             * Amount
             * @description What of the available cash came from this job.
             */
            amount: number;
            /** Customer Name */
            customer_name: string;
            /** Job Id */
            job_id: string;
            /**
             * Last Payment Date
             * Format: date-time
             */
            last_payment_date: string;
            /** Vehicle Number */
            vehicle_number: string;
        };
        /**
         * CashReceived
         * @description Cash that came from a member who left, or may not hand over cash any more.
         */
        CashReceived: {
            /**
             * Amount
             * @description In the workshop's currency.
             * @example 1250.5
             */
            amount: number;
            /** Member Id */
            member_id: string;
            /** Notes */
            notes?: string | null;
            /** Password */
            password?: string | null;
        };
        /**
         * Confirmation
         * @description The password, which a workshop may ask for above a sum.
         */
        Confirmation: {
            /** Password */
            password?: string | null;
        };
        /**
         * Created
         * @description Something was recorded.
         */
        Created: {
            /** Id */
            id: string;
            /**
             * Message
             * @example Recorded
             */
            message: string;
        };
        /**
         * CreditNoteIn
         * @description Why an invoice is taken back.
         */
        CreditNoteIn: {
            /**
             * Reason
             * @example Wrong GSTIN of the customer
             */
            reason: string;
        };
        /**
         * CreditRisk
         * @description The largest debtors, and the jobs that owe most and longest. Customers are the whole workshop's: none are given
         *     for one manager.
         */
        CreditRisk: {
            /** Customers */
            customers: components["schemas"]["CustomerRisk"][];
            /** Largest */
            largest: components["schemas"]["JobRisk"][];
            /** Longest */
            longest: components["schemas"]["JobRisk"][];
        };
        /**
         * CustomerDetail
         * @description A customer with vehicles, jobs and papers. Jobs, papers and sums are those that the caller may see.
         */
        CustomerDetail: {
            address: components["schemas"]["Address"] | null;
            /** Consents */
            consents: {
                [key: string]: boolean;
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string | null;
            /**
             * Erased At
             * @description When name and phones were erased on request.
             */
            erased_at: string | null;
            /** Estimated Amount */
            estimated_amount: number;
            /** Gst Number */
            gst_number: string | null;
            /** Id */
            id: string;
            /** Job Count */
            job_count: number;
            /**
             * Jobs
             * @description The newest fifty; `GET /api/jobs` lists all.
             */
            jobs: components["schemas"]["JobOut"][];
            /** Jobs Owing */
            jobs_owing: number;
            /** Language */
            language: ("en" | "hi" | "mr" | "ar") | null;
            /** Last Visit At */
            last_visit_at: string | null;
            /** Legal Name */
            legal_name: string | null;
            /**
             * Merged From
             * @description Ids of customers merged into this one.
             */
            merged_from: string[];
            /** Name */
            name: string;
            /** Notes */
            notes: string | null;
            /** Outstanding Amount */
            outstanding_amount: number;
            /**
             * Papers
             * @description Of these jobs, the newest fifty.
             */
            papers: components["schemas"]["DocumentOut"][];
            /** Phones */
            phones: string[];
            /**
             * Recent Merges
             * @description Merges that can still be undone, latest first.
             */
            recent_merges: components["schemas"]["RecentMerge"][];
            /** Total Paid */
            total_paid: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Vehicles */
            vehicles: components["schemas"]["VehicleOut"][];
            /** Version */
            version: number;
        };
        /**
         * CustomerOut
         * @description A customer. ``outstanding_amount`` is what is owed on the jobs that the caller may see.
         */
        CustomerOut: {
            address: components["schemas"]["Address"] | null;
            /** Consents */
            consents: {
                [key: string]: boolean;
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string | null;
            /**
             * Erased At
             * @description When name and phones were erased on request.
             */
            erased_at: string | null;
            /** Gst Number */
            gst_number: string | null;
            /** Id */
            id: string;
            /** Jobs Owing */
            jobs_owing: number;
            /** Language */
            language: ("en" | "hi" | "mr" | "ar") | null;
            /** Legal Name */
            legal_name: string | null;
            /**
             * Merged From
             * @description Ids of customers merged into this one.
             */
            merged_from: string[];
            /** Name */
            name: string;
            /** Notes */
            notes: string | null;
            /** Outstanding Amount */
            outstanding_amount: number;
            /** Phones */
            phones: string[];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Version */
            version: number;
        };
        /**
         * CustomerRisk
         * @description A customer, known by the phone number, and the money owed now.
         */
        CustomerRisk: {
            /** Amount */
            amount: number;
            /**
             * Jobs
             * @description Jobs with money outstanding.
             */
            jobs: number;
            /** Name */
            name: string;
            /** Phone */
            phone: string;
            /**
             * Since
             * @description Day on which the oldest of them was taken in.
             */
            since: string | null;
        };
        /**
         * CustomerUpdate
         * @description Fields left out stay as they are. With ``version``, the change is refused when somebody was faster.
         */
        CustomerUpdate: {
            address?: components["schemas"]["Address"] | null;
            /** Consents */
            consents?: {
                [key: string]: boolean;
            } | null;
            /**
             * Email
             * @example raj@example.com
             */
            email?: string | null;
            /**
             * Gst Number
             * @example 29AACCT3705E000
             */
            gst_number?: string | null;
            /** Language */
            language?: ("en" | "hi" | "mr" | "ar") | null;
            /** Legal Name */
            legal_name?: string | null;
            /** Name */
            name?: string | null;
            /** Notes */
            notes?: string | null;
            /** Phones */
            phones?: string[] | null;
            /** Version */
            version?: number | null;
        };
        /**
         * CustomerUpdated
         * @description The customer after a change; ``warnings`` point at values that look odd, they never block.
         */
        CustomerUpdated: {
            customer: components["schemas"]["CustomerOut"];
            /**
             * Message
             * @example Customer updated
             */
            message: string;
            /** Warnings */
            warnings: string[];
        };
        /**
         * Dashboard
         * @description Exact figures of the workshop, or of one manager, all of one instant. Jobs, revenue with its tax, collected,
         *     written off, turnaround and on time are of the period (all time without one); outstanding money with its ageing and
         *     credit risk, status counts, cash in hand and pending confirmations are of now; the daily figures are the 30 days up
         *     to the period's end.
         */
        Dashboard: {
            /**
             * Ageing
             * @description Outstanding money by age: four rows, youngest first.
             */
            ageing: components["schemas"]["Ageing"][];
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Avg Job Value */
            avg_job_value: number;
            /**
             * Cash In Hand
             * @description Of all managers together, or of the one asked for.
             */
            cash_in_hand: number;
            /**
             * Course
             * @description Revenue, collected and jobs in the course of the period, which they add up to: by day up to 31 days, by week up to 92, else by month, two years at most and before them all that was earlier.
             */
            course: components["schemas"]["SpanFigures"][];
            credit_risk: components["schemas"]["CreditRisk"];
            /** Daily Revenue */
            daily_revenue: components["schemas"]["DayFigures"][];
            /**
             * In Shop
             * @description Vehicles that are here: not delivered, on credit or closed.
             */
            in_shop: number;
            /** Manager Performance */
            manager_performance: components["schemas"]["ManagerFigures"][];
            /**
             * Net Revenue
             * @description Total revenue less the tax on the invoices of the period. Work without an invoice is in it as estimated; tax falls on the day of its invoice, and is taken back on the day of a credit note.
             */
            net_revenue: number;
            on_time: components["schemas"]["OnTime"];
            /** Outstanding Credits */
            outstanding_credits: number;
            /**
             * Owed After Delivery
             * @description Outstanding on vehicles that have left.
             */
            owed_after_delivery: number;
            pending_confirmations: components["schemas"]["PendingConfirmations"];
            /** @description For comparison; null unless the period has a first day. Without a last day it ends today. */
            previous: components["schemas"]["PreviousPeriod"] | null;
            /**
             * Status Counts
             * @example {
             *       "in_progress": 11,
             *       "pending": 4
             *     }
             */
            status_counts: {
                [key: string]: number;
            };
            /**
             * Still To Bill
             * @description Outstanding on vehicles that are in the shop.
             */
            still_to_bill: number;
            /**
             * Tax Amount
             * @description Tax on the invoices of the period, less credit notes.
             */
            tax_amount: number;
            /**
             * Taxes
             * @description The same by head, without those that have none.
             */
            taxes: components["schemas"]["TaxFigure"][];
            /** Total Collected */
            total_collected: number;
            /** Total Credits */
            total_credits: number;
            /** Total Jobs */
            total_jobs: number;
            /** Total Revenue */
            total_revenue: number;
            turnaround: components["schemas"]["Turnaround"];
            /**
             * Written Off Amount
             * @description Written off in the period, of what customers owed.
             */
            written_off_amount: number;
        };
        /**
         * DayFigures
         * @description One day of the workshop.
         */
        DayFigures: {
            /** Collected */
            collected: number;
            /**
             * Date
             * Format: date
             */
            date: string;
            /** Jobs */
            jobs: number;
            /** Revenue */
            revenue: number;
        };
        /**
         * DeadTaskOut
         * @description Work that was tried again and again and then given up. ``error`` says what went wrong the last time.
         */
        DeadTaskOut: {
            /** Attempts */
            attempts: number;
            /**
             * Error
             * @example Unavailable: The server is busy. Please try again.
             */
            error: string;
            /**
             * Failed At
             * Format: date-time
             */
            failed_at: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @example paper_file
             */
            kind: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
        };
        /**
         * DocumentOut
         * @description An issued document. ``credits`` is what a credit note or a refund voucher takes back, ``credited_by`` what took
         *     an invoice or a receipt voucher back. ``mark`` is what a reprint says of a document that holds no longer: an invoice
         *     that was credited, a receipt whose payment was rejected; ``reason`` is why.
         */
        DocumentOut: {
            /**
             * Credited By
             * @example CN/2627/00001
             */
            credited_by: string | null;
            /**
             * Credits
             * @example INV/2627/00001
             */
            credits: string | null;
            /** Customer Gst Number */
            customer_gst_number: string | null;
            /** Customer Name */
            customer_name: string;
            /** Id */
            id: string;
            /**
             * Issued At
             * Format: date-time
             */
            issued_at: string;
            /** Issued By Name */
            issued_by_name: string | null;
            /** Job Id */
            job_id: string;
            /** Job Number */
            job_number: number | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "invoice" | "credit_note" | "receipt" | "refund_voucher";
            /** Manager Id */
            manager_id: string;
            /**
             * Mark
             * @example Cancelled: payment rejected on 24 Nov 2026
             */
            mark: string | null;
            /** Number */
            number: string;
            /** Payment Id */
            payment_id: string | null;
            /** Reason */
            reason: string | null;
            /** Tax Amount */
            tax_amount: number;
            /** Taxable Amount */
            taxable_amount: number;
            /** Total Amount */
            total_amount: number;
            /** Vehicle Number */
            vehicle_number: string;
        };
        /**
         * Done
         * @description It was done.
         */
        Done: {
            /**
             * Message
             * @example Done
             */
            message: string;
        };
        /**
         * Erased
         * @description The end of name, phones and addresses; ``kept`` says what stays, and why.
         */
        Erased: {
            /**
             * Jobs
             * @description Jobs whose name, phone, address and notes were erased.
             */
            jobs: number;
            /** Kept */
            kept: string[];
            /**
             * Message
             * @example Customer erased
             */
            message: string;
        };
        /**
         * ErrorCode
         * @enum {string}
         */
        ErrorCode: "above_cash_limit" | "bad_content_length" | "being_upgraded" | "cash_already_settled" | "cash_in_hand" | "code_used" | "cross_origin" | "currency_changed" | "currency_fixed" | "customer_erased" | "email_taken" | "estimate_below_paid" | "hands_over_himself" | "has_no_jobs" | "headers_too_large" | "https_required" | "idempotency_key_reused" | "incomplete_body" | "internal_error" | "invalid_fields" | "invalid_invite_code" | "invite_code_required" | "invoice_issued" | "job_closed" | "job_open" | "last_owner" | "looks_repeated" | "malformed_body" | "malformed_json" | "manager_removed" | "member_already" | "member_left" | "method_not_allowed" | "metrics_token_required" | "money_outstanding" | "more_than_cash_in_hand" | "more_than_outstanding" | "no_invoice" | "no_receipt" | "no_tax_received" | "no_upi_address" | "no_workshop" | "not_a_member" | "not_found" | "not_json" | "not_merged" | "not_rupees" | "not_signed_in" | "nothing_owed" | "nothing_to_invoice" | "nothing_to_pay" | "own_money" | "password_needed" | "payment_counts" | "payment_rejected" | "plate_taken" | "reading_needs_reason" | "registration_changed" | "registration_closed" | "same_customer" | "second_factor_not_started" | "second_factor_off" | "second_factor_on" | "second_factor_required" | "second_factor_stopped" | "series_full" | "session_ended" | "settings_changed" | "settlement_confirmed" | "settlement_rejected" | "signed_in_as_another" | "stale_version" | "status_move_not_allowed" | "too_large" | "too_late" | "too_many_changes" | "too_many_codes" | "too_many_requests" | "too_slow" | "unavailable" | "uri_too_long" | "weak_password" | "workshop_exists" | "wrong_code" | "wrong_credentials" | "wrong_password" | "wrong_reset_code" | "wrong_role";
        /**
         * ExportProgress
         * @description The progress of an export. It is remembered for an hour.
         */
        ExportProgress: {
            /**
             * Ahead
             * @description While it waits: how many are made before it.
             */
            ahead?: number | null;
            /** Done Rows */
            done_rows: number;
            /**
             * State
             * @description Others are made before; rows are read and written; the file is closed; it is sent or was.
             * @enum {string}
             */
            state: "waiting" | "reading" | "finishing" | "done" | "cancelled" | "failed";
            /**
             * Total Rows
             * @description Rows to read; 0 while they are being counted.
             */
            total_rows: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * FieldProblem
         * @description One field that was refused.
         */
        FieldProblem: {
            /**
             * Field
             * @example estimated_amount
             */
            field: string;
            /**
             * Message
             * @example Estimate must be a number.
             */
            message: string;
        };
        /**
         * FigureEntry
         * @description A journal entry, and what it adds to the figure.
         */
        FigureEntry: {
            /** Actor Name */
            actor_name: string | null;
            /**
             * Amount
             * @description Added to the figure, in the currency; null where jobs count.
             */
            amount: number | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Count
             * @description Added to the figure's count; null where only money counts.
             */
            count: number | null;
            /** Customer Name */
            customer_name: string | null;
            /**
             * Day
             * Format: date
             * @description The workshop's day, as it was when it happened.
             */
            day: string;
            /** Id */
            id: string;
            /** Job Id */
            job_id: string | null;
            /**
             * Kind
             * @example payment_recorded
             */
            kind: string;
            /** Manager Id */
            manager_id: string | null;
            /** Manager Name */
            manager_name: string | null;
            /** Note */
            note: string | null;
            /** Payment Id */
            payment_id: string | null;
            /** Settlement Id */
            settlement_id: string | null;
            /** Vehicle Number */
            vehicle_number: string | null;
        };
        /**
         * Forecast
         * @description Revenue of the next 14 days, today included, from complete days up to yesterday; or why there is none.
         */
        Forecast: {
            /**
             * Basis Days
             * @description Complete days that it rests on; those before the first job do not.
             */
            basis_days: number;
            /** Days */
            days: components["schemas"]["ForecastDay"][];
            /**
             * Level
             * @description How likely the ranges are to hold what comes.
             */
            level: number;
            /**
             * Method
             * @example MSTL with a weekly season and an automatic ETS trend
             */
            method: string | null;
            /**
             * Reason
             * @description Why there is no forecast; null when there is one.
             */
            reason: string | null;
            total: components["schemas"]["ForecastTotal"] | null;
        };
        /**
         * ForecastDay
         * @description The expected revenue of a day, and the range it will be in, as likely as the level says.
         */
        ForecastDay: {
            /**
             * Date
             * Format: date
             */
            date: string;
            /** Expected */
            expected: number;
            /** High */
            high: number;
            /** Low */
            low: number;
        };
        /**
         * ForecastTotal
         * @description The expected revenue of all the days together. Its range is narrower than the days' ranges added up, because
         *     not all days err to one side.
         */
        ForecastTotal: {
            /** Expected */
            expected: number;
            /** High */
            high: number;
            /** Low */
            low: number;
        };
        /**
         * HandedOver
         * @description The number of jobs that went over, and of those left for the next time: one time has a limit.
         */
        HandedOver: {
            /** Jobs */
            jobs: number;
            /** Jobs Left */
            jobs_left: number;
            /**
             * Message
             * @example 3 jobs handed over
             */
            message: string;
        };
        /**
         * HandOver
         * @description The member who is to have the jobs.
         */
        HandOver: {
            /** To */
            to: string;
        };
        /**
         * Head
         * @description The names under which tax is paid.
         * @enum {string}
         */
        Head: "CGST" | "SGST" | "UTGST" | "IGST" | "VAT";
        /**
         * InviteCodeCreate
         * @description Whom a new code is for.
         */
        InviteCodeCreate: {
            /**
             * @description What whoever uses it becomes.
             * @default manager
             */
            role: components["schemas"]["Role"];
        };
        /**
         * InviteCodeOut
         * @description A single-use code with which somebody joins, in a role.
         */
        InviteCodeOut: {
            /**
             * Code
             * @example K7WM3QXA
             */
            code: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Is Active */
            is_active: boolean;
            role: components["schemas"]["Role"];
            /** Used At */
            used_at: string | null;
            /** Used By */
            used_by: string | null;
        };
        /**
         * InvoiceIssued
         * @description An invoice was issued; ``warnings`` point at tax numbers and places on it that look odd.
         */
        InvoiceIssued: {
            /** Id */
            id: string;
            /**
             * Message
             * @example Invoice issued
             */
            message: string;
            /**
             * Number
             * @example INV/2627/00001
             */
            number: string;
            /** Warnings */
            warnings: string[];
        };
        /**
         * Issued
         * @description A document was issued, or had been: then it is the one that stands.
         */
        Issued: {
            /** Id */
            id: string;
            /**
             * Message
             * @example Invoice issued
             */
            message: string;
            /**
             * Number
             * @example INV/2627/00001
             */
            number: string;
        };
        /**
         * ItemIn
         * @description A line of labour or a part. Code and rate are the workshop's of today when left out, and stay as they are.
         */
        ItemIn: {
            /**
             * Description
             * @example Brake pads, front
             */
            description: string;
            /**
             * Discount
             * @description In the workshop's currency.
             * @default 0
             * @example 5000
             */
            discount: number;
            /** Hsn Sac */
            hsn_sac?: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "labour" | "part";
            /**
             * Quantity
             * @default 1
             * @example 1.5
             */
            quantity: number;
            /** Tax Rate Bp */
            tax_rate_bp?: number | null;
            /**
             * Unit
             * @default
             * @example Nos
             */
            unit: string;
            /**
             * Unit Price
             * @description In the workshop's currency.
             * @example 5000
             */
            unit_price: number;
        };
        /**
         * JobCreate
         * @description A vehicle taken in. An advance becomes a payment at once.
         */
        JobCreate: {
            /**
             * Address
             * @example 4 Hill Road
             */
            address?: string | null;
            /**
             * Advance Method
             * @default cash
             * @enum {string}
             */
            advance_method: "cash" | "upi" | "card" | "bank_transfer";
            /**
             * Advance Paid
             * @description In the workshop's currency.
             * @default 0
             * @example 5000
             */
            advance_paid: number;
            /**
             * Car Model
             * @example Honda City
             */
            car_model: string;
            /**
             * Customer Gst Number
             * @example 29AACCT3705E000
             */
            customer_gst_number?: string | null;
            /**
             * Customer Id
             * @description Whose job it is; left out, who is known by the plate and the phone.
             */
            customer_id?: string | null;
            /**
             * Customer Name
             * @example Raj Kumar
             */
            customer_name: string;
            /**
             * Estimated Amount
             * @description What the customer is to pay; left out where items say it.
             */
            estimated_amount?: number | null;
            /**
             * Internal Notes
             * @example Prefers synthetic oil
             */
            internal_notes?: string | null;
            /**
             * Items
             * @default []
             */
            items: components["schemas"]["ItemIn"][];
            /**
             * Keeper
             * @description For a known vehicle with another name or phone: `same` is the same customer, who is called and reached so from now on; `sold` means that the vehicle is somebody else's. Left out, the job is of whose phone it is, and the vehicle stays with its keeper.
             */
            keeper?: ("same" | "sold") | null;
            /** Odometer Km */
            odometer_km?: number | null;
            /**
             * Odometer Reason
             * @description Why the reading is lower than before or absurdly high; without it such a one is answered 409 `reading_needs_reason`.
             * @example The instrument was replaced
             */
            odometer_reason?: string | null;
            /**
             * Parts Required
             * @example Oil filter, engine oil
             */
            parts_required?: string | null;
            /**
             * Phone
             * @example +919123456789
             */
            phone: string;
            /**
             * Place Of Supply
             * @description GST code of a state; by default the customer's, else the workshop's.
             */
            place_of_supply?: ("01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "26" | "27" | "29" | "30" | "31" | "32" | "33" | "34" | "35" | "36" | "37" | "38" | "97") | null;
            /**
             * Planned Completion Days
             * @example 2
             */
            planned_completion_days: number;
            /**
             * Repeat
             * @description Whether the same may be recorded again by the same person within 30 seconds. Only requests with `X-Client: revops-web` are asked, by a 409 `looks_repeated`. Its `can_repeat` is false when it cannot be recorded again anyway, such as when nothing more is outstanding.
             * @default false
             */
            repeat: boolean;
            /**
             * Vehicle Id
             * @description The vehicle; left out, the one of this number.
             */
            vehicle_id?: string | null;
            /**
             * Vehicle Number
             * @example MH12AB1234
             */
            vehicle_number: string;
            /**
             * Work Description
             * @example Engine oil change
             */
            work_description: string;
            /**
             * Worker Assigned
             * @example Ramu
             */
            worker_assigned?: string | null;
        };
        /**
         * JobCreated
         * @description A job was recorded; ``warnings`` point at values that look odd, they never block.
         */
        JobCreated: {
            /** Customer Id */
            customer_id: string;
            /** Id */
            id: string;
            /**
             * Message
             * @example Recorded
             */
            message: string;
            /**
             * Number
             * @example 3001
             */
            number: number;
            /** Vehicle Id */
            vehicle_id: string;
            /** Warnings */
            warnings: string[];
        };
        /**
         * JobDetail
         * @description A job with its payments and its timeline, newest first; with lines, what they come to.
         */
        JobDetail: {
            /** Address */
            address: string | null;
            /** Advance Paid */
            advance_paid: number;
            /** Allowed Statuses */
            allowed_statuses: components["schemas"]["JobStatus"][];
            bill: components["schemas"]["BillOut"] | null;
            /** Car Model */
            car_model: string;
            /**
             * Closes On
             * @description Delivered, paid and confirmed: the workshop day on which the job closes by itself.
             */
            closes_on: string | null;
            /** Completed At */
            completed_at: string | null;
            /**
             * Completed On Time
             * @description Completed on or before the day it was due; null until it is completed.
             */
            completed_on_time: boolean | null;
            /** Confirmed Amount */
            confirmed_amount: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Customer Gst Number */
            customer_gst_number: string | null;
            /**
             * Customer Id
             * @description The customer's record; null for a moment where an older version wrote it.
             */
            customer_id: string | null;
            /** Customer Name */
            customer_name: string;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Estimated Amount */
            estimated_amount: number;
            /** Id */
            id: string;
            /** Internal Notes */
            internal_notes: string | null;
            /**
             * Invoice Id
             * @description The invoice that stands, if one was issued.
             */
            invoice_id: string | null;
            /**
             * Invoice Number
             * @example INV/2627/00001
             */
            invoice_number: string | null;
            /** Manager Id */
            manager_id: string;
            /** Manager Name */
            manager_name: string | null;
            /**
             * Number
             * @description What people call the job: counted from 1 in each workshop, with gaps. Null for a moment where an older version wrote it.
             * @example 3001
             */
            number: number | null;
            /** Parts Required */
            parts_required: string | null;
            /** Payments */
            payments: components["schemas"]["JobPayment"][];
            /** Phone */
            phone: string;
            /** Place Of Supply */
            place_of_supply: string | null;
            /** Planned Completion Days */
            planned_completion_days: number;
            /**
             * Remaining Amount
             * @description The estimate less what is paid and what was written off.
             */
            remaining_amount: number;
            status: components["schemas"]["JobStatus"];
            /**
             * Taken On
             * Format: date
             * @description Workshop day of `created_at`, as it was then.
             */
            taken_on: string;
            /** Total Paid */
            total_paid: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /**
             * Updates
             * @description The newest fifty.
             */
            updates: components["schemas"]["TimelineEntry"][];
            /**
             * Updates Cursor
             * @description With it `GET /api/jobs/{job_id}/updates` gives the earlier ones; null without any.
             */
            updates_cursor: string | null;
            /** Vehicle Id */
            vehicle_id: string | null;
            /** Vehicle Number */
            vehicle_number: string;
            /** Version */
            version: number;
            /** Warnings */
            warnings: string[];
            /** Work Description */
            work_description: string;
            /** Worker Assigned */
            worker_assigned: string | null;
            /** Workshop Id */
            workshop_id: string;
            /**
             * Written Off Amount
             * @description What the owner no longer expects to be paid.
             */
            written_off_amount: number;
        };
        /**
         * JobOut
         * @description A job. ``total_paid`` counts payments recorded and not rejected, ``confirmed_amount`` those confirmed.
         */
        JobOut: {
            /** Address */
            address: string | null;
            /** Advance Paid */
            advance_paid: number;
            /** Car Model */
            car_model: string;
            /** Completed At */
            completed_at: string | null;
            /**
             * Completed On Time
             * @description Completed on or before the day it was due; null until it is completed.
             */
            completed_on_time: boolean | null;
            /** Confirmed Amount */
            confirmed_amount: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Customer Gst Number */
            customer_gst_number: string | null;
            /**
             * Customer Id
             * @description The customer's record; null for a moment where an older version wrote it.
             */
            customer_id: string | null;
            /** Customer Name */
            customer_name: string;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Estimated Amount */
            estimated_amount: number;
            /** Id */
            id: string;
            /** Internal Notes */
            internal_notes: string | null;
            /**
             * Invoice Id
             * @description The invoice that stands, if one was issued.
             */
            invoice_id: string | null;
            /**
             * Invoice Number
             * @example INV/2627/00001
             */
            invoice_number: string | null;
            /** Manager Id */
            manager_id: string;
            /** Manager Name */
            manager_name: string | null;
            /**
             * Number
             * @description What people call the job: counted from 1 in each workshop, with gaps. Null for a moment where an older version wrote it.
             * @example 3001
             */
            number: number | null;
            /** Parts Required */
            parts_required: string | null;
            /** Phone */
            phone: string;
            /** Place Of Supply */
            place_of_supply: string | null;
            /** Planned Completion Days */
            planned_completion_days: number;
            /**
             * Remaining Amount
             * @description The estimate less what is paid and what was written off.
             */
            remaining_amount: number;
            status: components["schemas"]["JobStatus"];
            /**
             * Taken On
             * Format: date
             * @description Workshop day of `created_at`, as it was then.
             */
            taken_on: string;
            /** Total Paid */
            total_paid: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Vehicle Id */
            vehicle_id: string | null;
            /** Vehicle Number */
            vehicle_number: string;
            /** Version */
            version: number;
            /** Work Description */
            work_description: string;
            /** Worker Assigned */
            worker_assigned: string | null;
            /** Workshop Id */
            workshop_id: string;
            /**
             * Written Off Amount
             * @description What the owner no longer expects to be paid.
             */
            written_off_amount: number;
        };
        /**
         * JobPayment
         * @description A payment as its job lists it.
         */
        JobPayment: {
            /** Amount */
            amount: number;
            /** Collected By Manager Id */
            collected_by_manager_id: string;
            /** Collected By Name */
            collected_by_name: string | null;
            /** Confirmation Date */
            confirmation_date: string | null;
            /** Confirmed By Owner */
            confirmed_by_owner: boolean;
            /** Id */
            id: string;
            /** Job Id */
            job_id: string;
            /** Manager Id */
            manager_id: string;
            /**
             * Method
             * @enum {string}
             */
            method: "cash" | "upi" | "card" | "bank_transfer";
            /** Notes */
            notes: string | null;
            /**
             * Payment Date
             * Format: date-time
             */
            payment_date: string;
            /**
             * Payment Type
             * @enum {string}
             */
            payment_type: "advance" | "partial" | "final";
            /** Receipt Number */
            receipt_number: string | null;
            /** Reference */
            reference: string | null;
            /** Reject Reason */
            reject_reason: string | null;
            /**
             * Verdict
             * @enum {string}
             */
            verdict: "pending" | "confirmed" | "rejected";
        };
        /**
         * JobRisk
         * @description A job with the money owed on it now.
         */
        JobRisk: {
            /** Amount */
            amount: number;
            /** Customer Name */
            customer_name: string;
            /**
             * Days
             * @description Days since the vehicle was taken in.
             */
            days: number;
            /** Id */
            id: string;
            /** Manager Name */
            manager_name: string | null;
            /**
             * Taken On
             * Format: date
             */
            taken_on: string;
            /** Vehicle Number */
            vehicle_number: string;
        };
        /**
         * JobStatus
         * @description The statuses of a job.
         * @enum {string}
         */
        JobStatus: "pending" | "in_progress" | "waiting_for_parts" | "completed" | "delivered" | "credit_pending" | "closed";
        /**
         * JobUpdate
         * @description Fields left out stay as they are. With ``version``, the change is refused when somebody was faster.
         */
        JobUpdate: {
            /** Address */
            address?: string | null;
            /** Car Model */
            car_model?: string | null;
            /**
             * Customer Gst Number
             * @example 29AACCT3705E000
             */
            customer_gst_number?: string | null;
            /** Customer Name */
            customer_name?: string | null;
            /** Estimated Amount */
            estimated_amount?: number | null;
            /** Internal Notes */
            internal_notes?: string | null;
            /**
             * Items
             * @description All lines; they make the estimate. An empty list removes them.
             */
            items?: components["schemas"]["ItemIn"][] | null;
            /**
             * Manager Id
             * @description Who is to have the job from now on; the owner gives it to another.
             */
            manager_id?: string | null;
            /** Parts Required */
            parts_required?: string | null;
            /** Phone */
            phone?: string | null;
            /**
             * Place Of Supply
             * @description GST code of a state; by default the customer's, else the workshop's.
             */
            place_of_supply?: ("01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "26" | "27" | "29" | "30" | "31" | "32" | "33" | "34" | "35" | "36" | "37" | "38" | "97") | null;
            /** Planned Completion Days */
            planned_completion_days?: number | null;
            /** @example in_progress */
            status?: components["schemas"]["JobStatus"] | null;
            /** Vehicle Number */
            vehicle_number?: string | null;
            /** Version */
            version?: number | null;
            /** Work Description */
            work_description?: string | null;
            /** Worker Assigned */
            worker_assigned?: string | null;
        };
        /**
         * JobUpdated
         * @description The job after a change.
         */
        JobUpdated: {
            job: components["schemas"]["JobOut"];
            /**
             * Message
             * @example Job updated
             */
            message: string;
        };
        /**
         * Join
         * @description The invite code of a further garage, or of one that somebody left.
         */
        Join: {
            /**
             * Invite Code
             * @example K7WM3QXA
             */
            invite_code: string;
        };
        /**
         * Joined
         * @description The garage that somebody belongs to now.
         */
        Joined: {
            /** Member Id */
            member_id: string;
            /**
             * Message
             * @example You are a member now
             */
            message: string;
            role: components["schemas"]["Role"];
            /** Workshop Id */
            workshop_id: string;
        };
        /**
         * KeeperOut
         * @description Whose the vehicle was, from when until when; null for now.
         */
        KeeperOut: {
            /** Customer Id */
            customer_id: string;
            /**
             * Name
             * @description Null for a customer of colleagues, where one sees only own jobs.
             */
            name: string | null;
            /** Phones */
            phones: string[];
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Until */
            until: string | null;
        };
        /**
         * Known
         * @description The vehicle of the plate with its keeper, and the customers who have the phone.
         */
        Known: {
            /**
             * Asks Keeper
             * @description Name or phone are not those of the vehicle's keeper: ask whether it is the same customer or the vehicle was sold, and send the answer as `keeper` with the job.
             */
            asks_keeper: boolean;
            /** Customers */
            customers: components["schemas"]["CustomerOut"][];
            /** @description The newest that the caller may see. */
            open_job: components["schemas"]["OpenJob"] | null;
            vehicle: components["schemas"]["VehicleOut"] | null;
        };
        /**
         * Limits
         * @description Up to where a member may go alone.
         */
        Limits: {
            /**
             * Cash Payment
             * @description The most cash taken in one payment; null: any amount.
             */
            cash_payment?: number | null;
        };
        /**
         * Login
         * @description E-mail and password, and the code of the second factor when it is asked for.
         */
        Login: {
            /**
             * Code
             * @example 492 039
             */
            code?: string | null;
            /**
             * Email
             * @example owner@garage.example
             */
            email: string;
            /**
             * Invite Code
             * @description Lets back in whose access was ended.
             * @example K7WM3QXA
             */
            invite_code?: string | null;
            /**
             * Password
             * Format: password
             * @example blue-lorry-42
             */
            password: string;
        };
        /**
         * LogoIn
         * @description A picture, PNG, JPEG or WebP, in base64. It is scaled down to what a paper needs.
         */
        LogoIn: {
            /**
             * Image
             * @example iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB...
             */
            image: string;
        };
        /**
         * ManagerFigures
         * @description One manager. Cash in hand and outstanding are of now, the rest of the period.
         */
        ManagerFigures: {
            /**
             * Average Hours
             * @description From intake to completion; null without any.
             */
            average_hours: number | null;
            /** Avg Job Value */
            avg_job_value: number;
            /** Cash In Hand */
            cash_in_hand: number;
            /** Completed */
            completed: number;
            /** Job Count */
            job_count: number;
            /** Manager Id */
            manager_id: string;
            /** Name */
            name: string | null;
            /**
             * On Time
             * @description Of those completed, on or before the day they were due.
             */
            on_time: number;
            /**
             * Outstanding
             * @description Owed on this manager's jobs.
             */
            outstanding: number;
            /** Total Collected */
            total_collected: number;
            /** Total Revenue */
            total_revenue: number;
        };
        /**
         * ManagerOut
         * @description A manager with exact figures of this instant. ``pending_settlement`` is submitted and not yet reviewed.
         */
        ManagerOut: {
            /** Cash In Hand */
            cash_in_hand: number;
            /** Id */
            id: string;
            /** Is Active */
            is_active: boolean;
            /** Job Count */
            job_count: number;
            /**
             * Joined At
             * Format: date-time
             */
            joined_at: string;
            /** Pending Settlement */
            pending_settlement: number;
            /**
             * Permissions
             * @example [
             *       "jobs:create"
             *     ]
             */
            permissions: string[];
            /** Total Collected */
            total_collected: number;
            /** Total Revenue */
            total_revenue: number;
            user: components["schemas"]["ManagerUser"];
            /** User Id */
            user_id: string;
            /** Workshop Id */
            workshop_id: string;
        };
        /**
         * ManagerUser
         * @description The person.
         */
        ManagerUser: {
            /** Email */
            email: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Phone */
            phone: string;
        };
        /**
         * MemberChange
         * @description A change of a member: fields left out stay; a new role brings its own sight and rights, unless given too.
         */
        MemberChange: {
            /** Grants */
            grants?: {
                [key: string]: boolean;
            } | null;
            limits?: components["schemas"]["Limits"] | null;
            role?: components["schemas"]["Role"] | null;
            /** @description Whose jobs and payments: one's own, or everybody's. */
            sees?: components["schemas"]["Sees"] | null;
        };
        /**
         * MemberChanged
         * @description The member after a change.
         */
        MemberChanged: {
            member: components["schemas"]["MemberOut"];
            /**
             * Message
             * @example Member changed
             */
            message: string;
        };
        /**
         * MemberLimits
         * @description Up to where a member may go alone.
         */
        MemberLimits: {
            /** Cash Payment */
            cash_payment: number | null;
        };
        /**
         * MemberOut
         * @description A member with exact figures of this instant. ``open_jobs`` are those not delivered and paid, nor closed.
         */
        MemberOut: {
            /** Cash In Hand */
            cash_in_hand: number;
            /** Grants */
            grants: {
                [key: string]: boolean;
            };
            /** Id */
            id: string;
            /** Is Active */
            is_active: boolean;
            /**
             * Joined At
             * Format: date-time
             */
            joined_at: string;
            /** Left At */
            left_at: string | null;
            limits: components["schemas"]["MemberLimits"];
            /** Open Jobs */
            open_jobs: number;
            /** Pending Settlement */
            pending_settlement: number;
            /** Permissions */
            permissions: components["schemas"]["Permission"][];
            role: components["schemas"]["Role"];
            sees: components["schemas"]["Sees"];
            user: components["schemas"]["ManagerUser"];
            /** User Id */
            user_id: string;
            /** Workshop Id */
            workshop_id: string;
        };
        /**
         * MembershipOut
         * @description A garage that a user belongs to; ``id`` is the member, whom jobs and payments name.
         */
        MembershipOut: {
            /** Id */
            id: string;
            role: components["schemas"]["Role"];
            /** Workshop Id */
            workshop_id: string;
            /**
             * Workshop Name
             * @example Pro Auto Workshop
             */
            workshop_name: string;
        };
        /**
         * Merge
         * @description The customer who is the same and goes into this one, or who is to be another again.
         */
        Merge: {
            /** Customer Id */
            customer_id: string;
        };
        /**
         * Merged
         * @description The customer after two became one, or two again.
         */
        Merged: {
            customer: components["schemas"]["CustomerOut"];
            /**
             * Message
             * @example Customers merged
             */
            message: string;
            /**
             * Undo Until
             * @description Until then a merge can be undone.
             */
            undo_until: string | null;
        };
        /**
         * MyDay
         * @description A manager's own day, exact at this instant. Amounts rejected today lower what was collected today.
         */
        MyDay: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /**
             * Available To Settle
             * @description Cash in hand less what is handed over.
             */
            available_to_settle: number;
            awaiting_confirmation: components["schemas"]["PendingConfirmations"];
            /** Cash In Hand */
            cash_in_hand: number;
            /** Collected Today */
            collected_today: number;
            /**
             * Due Today
             * @description Open jobs due today; 1,000 stands for that many or more.
             */
            due_today: number;
            /**
             * Jobs Today
             * @description Jobs taken in today.
             */
            jobs_today: number;
            /**
             * Open Jobs
             * @description Pending, in progress or waiting for parts.
             */
            open_jobs: number;
            /**
             * Overdue
             * @description Open jobs due before today; 1,000 stands for that many or more.
             */
            overdue: number;
            /**
             * Pending Settlement
             * @description Handed over, and not received by the owner yet.
             */
            pending_settlement: number;
            /**
             * Rejected Recently
             * @description The last five payments rejected within 14 days, newest verdict first.
             */
            rejected_recently: components["schemas"]["PaymentOut"][];
            /**
             * Status Counts
             * @example {
             *       "in_progress": 11,
             *       "pending": 4
             *     }
             */
            status_counts: {
                [key: string]: number;
            };
        };
        /**
         * NoticesSeen
         * @description Up to which event the notices were seen.
         */
        NoticesSeen: {
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /**
         * OnTime
         * @description Of the jobs completed within the period, those completed on or before the day they were due.
         */
        OnTime: {
            /** Completed */
            completed: number;
            /** On Time */
            on_time: number;
            /**
             * Share
             * @description Null when none was completed.
             */
            share: number | null;
        };
        /**
         * OpenJob
         * @description A job of the vehicle that is still to be done.
         */
        OpenJob: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Number */
            number: number | null;
            status: components["schemas"]["JobStatus"];
        };
        /**
         * PasswordChange
         * @description The current password and the new one.
         */
        PasswordChange: {
            /**
             * Current Password
             * Format: password
             * @example blue-lorry-42
             */
            current_password: string;
            /**
             * New Password
             * Format: password
             * @example blue-lorry-42
             */
            new_password: string;
        };
        /**
         * PasswordReset
         * @description A new password for who cannot sign in, with the code of whoever runs the server.
         */
        PasswordReset: {
            /**
             * Code
             * @example K7WM3-QXA9T
             */
            code: string;
            /**
             * Email
             * @example owner@garage.example
             */
            email: string;
            /**
             * New Password
             * Format: password
             * @example blue-lorry-42
             */
            new_password: string;
        };
        /**
         * PaymentCreate
         * @description Money that a customer paid on a job.
         */
        PaymentCreate: {
            /**
             * Amount
             * @description In the workshop's currency.
             * @example 1250.5
             */
            amount: number;
            /**
             * Job Id
             * @example 0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90
             */
            job_id: string;
            /**
             * Method
             * @default cash
             * @enum {string}
             */
            method: "cash" | "upi" | "card" | "bank_transfer";
            /**
             * Notes
             * @example Paid at the counter
             */
            notes?: string | null;
            /**
             * Payment Type
             * @enum {string}
             */
            payment_type: "advance" | "partial" | "final";
            /**
             * Reference
             * @example UPI 4123 5678 9012
             */
            reference?: string | null;
            /**
             * Repeat
             * @description Whether the same may be recorded again by the same person within 30 seconds. Only requests with `X-Client: revops-web` are asked, by a 409 `looks_repeated`. Its `can_repeat` is false when it cannot be recorded again anyway, such as when nothing more is outstanding.
             * @default false
             */
            repeat: boolean;
        };
        /**
         * PaymentJob
         * @description The job of a payment, as lists show it.
         */
        PaymentJob: {
            /** Customer Name */
            customer_name: string;
            /** Number */
            number: number | null;
            /** Vehicle Number */
            vehicle_number: string;
        };
        /**
         * PaymentJudged
         * @description The payment after the owner's decision.
         */
        PaymentJudged: {
            /**
             * Message
             * @example Payment confirmed
             */
            message: string;
            payment: components["schemas"]["PaymentOut"];
        };
        /**
         * PaymentOut
         * @description A payment. ``manager_id`` is the manager of the job, ``collected_by_manager_id`` whoever took the money.
         */
        PaymentOut: {
            /** Amount */
            amount: number;
            /** Collected By Manager Id */
            collected_by_manager_id: string;
            /** Collected By Name */
            collected_by_name: string | null;
            /** Confirmation Date */
            confirmation_date: string | null;
            /** Confirmed By Owner */
            confirmed_by_owner: boolean;
            /** Id */
            id: string;
            job: components["schemas"]["PaymentJob"] | null;
            /** Job Id */
            job_id: string;
            /** Manager Id */
            manager_id: string;
            /** Manager Name */
            manager_name: string | null;
            /**
             * Method
             * @enum {string}
             */
            method: "cash" | "upi" | "card" | "bank_transfer";
            /** Notes */
            notes: string | null;
            /**
             * Payment Date
             * Format: date-time
             */
            payment_date: string;
            /**
             * Payment Type
             * @enum {string}
             */
            payment_type: "advance" | "partial" | "final";
            /** Receipt Number */
            receipt_number: string | null;
            /** Reference */
            reference: string | null;
            /** Reject Reason */
            reject_reason: string | null;
            /**
             * Verdict
             * @enum {string}
             */
            verdict: "pending" | "confirmed" | "rejected";
        };
        /**
         * PendingConfirmations
         * @description Payments that await the owner's decision, now.
         */
        PendingConfirmations: {
            /** Amount */
            amount: number;
            /** Count */
            count: number;
        };
        /**
         * Permission
         * @description One thing a member may be allowed to do.
         * @enum {string}
         */
        Permission: "workshop:read" | "workshop:manage" | "members:manage" | "jobs:create" | "jobs:read" | "jobs:update" | "jobs:reopen" | "jobs:close_owing" | "jobs:hand_over" | "jobs:write_off" | "work:read" | "work:update" | "payments:record" | "payments:confirm_own" | "payments:read" | "payments:review" | "settlements:submit" | "settlements:read" | "settlements:review" | "cash:read_all" | "analytics:read" | "audit:read" | "my_day:read" | "customers:read" | "customers:update" | "customers:merge" | "customers:erase" | "vehicles:read" | "vehicles:update" | "documents:read" | "documents:issue" | "documents:credit";
        /**
         * PhoneLook
         * @description A warning about a phone number; null when nothing looks odd.
         */
        PhoneLook: {
            /** Phone */
            phone: string | null;
        };
        /**
         * PhoneTyped
         * @description A phone number as a visitor types it. Nothing is saved.
         */
        PhoneTyped: {
            /**
             * Phone
             * @example 98765 4321
             */
            phone?: string | null;
        };
        /**
         * PreviousPeriod
         * @description The period to compare with: the whole month before for a month, also for one that still goes on; else as many
         *     days, up to the day before.
         */
        PreviousPeriod: {
            /** Avg Job Value */
            avg_job_value: number;
            /**
             * From
             * Format: date
             */
            from: string;
            /**
             * To
             * Format: date
             */
            to: string;
            /** Total Collected */
            total_collected: number;
            /** Total Jobs */
            total_jobs: number;
            /** Total Revenue */
            total_revenue: number;
        };
        /**
         * Problem
         * @description RFC 9457 problem document. ``code`` is stable and meant for programs, ``detail`` for people.
         */
        Problem: {
            code: components["schemas"]["ErrorCode"];
            /**
             * Detail
             * @example Only ₹1,500 is outstanding on this job.
             */
            detail: string;
            /**
             * Errors
             * @default null
             */
            errors: components["schemas"]["FieldProblem"][] | null;
            /**
             * Request Id
             * @example 0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90
             */
            request_id: string;
            /**
             * Status
             * @example 409
             */
            status: number;
            /**
             * Title
             * @example Not possible now
             */
            title: string;
            /**
             * Type
             * @default about:blank
             * @example about:blank
             */
            type: string;
        };
        /**
         * ProfileChange
         * @description One's own name and phone, and the garage to work in. What is left out stays as it is.
         */
        ProfileChange: {
            /** Name */
            name?: string | null;
            /** Phone */
            phone?: string | null;
            /**
             * Workshop Id
             * @description Where requests without `X-Workshop` are meant from now on.
             */
            workshop_id?: string | null;
        };
        /**
         * Quote
         * @description Lines to be priced, without being saved.
         */
        Quote: {
            /**
             * Customer Gst Number
             * @example 29AACCT3705E000
             */
            customer_gst_number?: string | null;
            /** Items */
            items: components["schemas"]["ItemIn"][];
            /**
             * Place Of Supply
             * @description GST code of a state; by default the customer's, else the workshop's.
             */
            place_of_supply?: ("01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "26" | "27" | "29" | "30" | "31" | "32" | "33" | "34" | "35" | "36" | "37" | "38" | "97") | null;
        };
        /**
         * QuoteOut
         * @description The bill that lines would make; ``warnings`` point at tax numbers and places that look odd, they never block.
         */
        QuoteOut: {
            /** Discount */
            discount: number;
            /** Lines */
            lines: components["schemas"]["BillLineOut"][];
            /** Place Of Supply */
            place_of_supply: string | null;
            /** Prices Include Tax */
            prices_include_tax: boolean;
            /** Round Off */
            round_off: number;
            /** Tax Amount */
            tax_amount: number;
            /** Taxable Amount */
            taxable_amount: number;
            /** Taxes */
            taxes: components["schemas"]["TaxOut"][];
            /** Total Amount */
            total_amount: number;
            /** Warnings */
            warnings: string[];
        };
        /**
         * ReadingOut
         * @description A reading of the odometer. ``is_marked``: it does not fit the earlier ones; then ``reason`` says why.
         */
        ReadingOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Is Marked */
            is_marked: boolean;
            /** Job Id */
            job_id: string | null;
            /** Km */
            km: number;
            /** Reason */
            reason: string | null;
        };
        /**
         * RecentMerge
         * @description A customer who was merged into this one, and until when that can be undone.
         */
        RecentMerge: {
            /** Customer Id */
            customer_id: string;
            /** Name */
            name: string;
            /**
             * Undo Until
             * Format: date-time
             */
            undo_until: string;
        };
        /**
         * Registration
         * @description A new owner, or a manager with the invite code of a workshop.
         */
        Registration: {
            /**
             * Email
             * Format: email
             * @example owner@garage.example
             */
            email: string;
            /**
             * Invite Code
             * @example K7WM3QXA
             */
            invite_code?: string | null;
            /**
             * Name
             * @example Anita Desai
             */
            name: string;
            /**
             * Password
             * Format: password
             * @example blue-lorry-42
             */
            password: string;
            /**
             * Phone
             * @example +919876543210
             */
            phone: string;
            /**
             * Role
             * @description `manager` is whoever has an invite code; the code says in which role it lets in.
             * @enum {string}
             */
            role: "owner" | "manager";
        };
        /**
         * RegistrationState
         * @description The people who can register now, beside managers, who always can with an invite code.
         */
        RegistrationState: {
            /** Owner Can Register */
            owner_can_register: boolean;
        };
        /**
         * Rejection
         * @description Why the owner does not accept it.
         */
        Rejection: {
            /**
             * Reason
             * @example No such transfer on the bank statement
             */
            reason: string;
        };
        /**
         * Role
         * @description The part of somebody in a garage.
         * @enum {string}
         */
        Role: "owner" | "manager" | "accountant" | "cashier" | "technician" | "gate";
        /**
         * SecondFactorConfirm
         * @description The first code of the app.
         */
        SecondFactorConfirm: {
            /**
             * Code
             * @example 492039
             */
            code: string;
        };
        /**
         * SecondFactorKey
         * @description The key for an authenticator app: to be typed, as an address, and as the picture of that address (SVG).
         */
        SecondFactorKey: {
            /** Qr */
            qr: string;
            /**
             * Secret
             * @example JBSWY3DPEHPK3PXP
             */
            secret: string;
            /** Uri */
            uri: string;
        };
        /**
         * SecondFactorOff
         * @description Both factors. The code may be a recovery code.
         */
        SecondFactorOff: {
            /**
             * Code
             * @example 492039
             */
            code: string;
            /**
             * Password
             * Format: password
             * @example blue-lorry-42
             */
            password: string;
        };
        /**
         * SecondFactorStart
         * @description The current password, asked for again.
         */
        SecondFactorStart: {
            /**
             * Password
             * Format: password
             * @example blue-lorry-42
             */
            password: string;
        };
        /**
         * SecondFactorState
         * @description The state of the second factor.
         */
        SecondFactorState: {
            /** Is On */
            is_on: boolean;
            /** Recovery Codes Left */
            recovery_codes_left: number;
            /** Turned On At */
            turned_on_at: string | null;
        };
        /**
         * SecondFactorTurnedOn
         * @description The session that goes on, and the recovery codes, which are shown this once.
         */
        SecondFactorTurnedOn: {
            /**
             * Recovery Codes
             * @example [
             *       "K7WM3-QXA9T"
             *     ]
             */
            recovery_codes: string[];
            /** Token */
            token: string;
            user: components["schemas"]["UserOut"];
        };
        /**
         * Sees
         * @description Whose jobs and payments somebody sees.
         * @enum {string}
         */
        Sees: "own" | "all";
        /**
         * SettlementCreate
         * @description Cash that a manager hands to the owner, and the jobs it came from.
         */
        SettlementCreate: {
            /**
             * Amount
             * @description In the workshop's currency.
             * @example 1250.5
             */
            amount: number;
            /**
             * Job Ids
             * @example [
             *       "0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"
             *     ]
             */
            job_ids: string[];
            /**
             * Notes
             * @example Friday's cash
             */
            notes?: string | null;
            /**
             * Repeat
             * @description Whether the same may be recorded again by the same person within 30 seconds. Only requests with `X-Client: revops-web` are asked, by a 409 `looks_repeated`. Its `can_repeat` is false when it cannot be recorded again anyway, such as when nothing more is outstanding.
             * @default false
             */
            repeat: boolean;
        };
        /**
         * SettlementJudged
         * @description The settlement after the owner's decision.
         */
        SettlementJudged: {
            /**
             * Message
             * @example Cash received
             */
            message: string;
            settlement: components["schemas"]["SettlementOut"];
        };
        /**
         * SettlementOut
         * @description A settlement. Only a confirmed one lowers the manager's cash in hand.
         */
        SettlementOut: {
            /** Amount */
            amount: number;
            /** Confirmation Date */
            confirmation_date: string | null;
            /** Confirmed By Owner */
            confirmed_by_owner: boolean;
            /** Id */
            id: string;
            /** Job Ids */
            job_ids: string[];
            /** Manager Id */
            manager_id: string;
            /** Manager Name */
            manager_name: string | null;
            /** Notes */
            notes: string | null;
            /** Reject Reason */
            reject_reason: string | null;
            /**
             * Submitted Date
             * Format: date-time
             */
            submitted_date: string;
            /**
             * Verdict
             * @enum {string}
             */
            verdict: "pending" | "confirmed" | "rejected";
            /** Workshop Id */
            workshop_id: string;
        };
        /**
         * SignedIn
         * @description A session.
         */
        SignedIn: {
            /** Token */
            token: string;
            user: components["schemas"]["UserOut"];
        };
        /**
         * SpanFigures
         * @description A part of the period: a day, a week, a month, or all that came before those.
         */
        SpanFigures: {
            /** Collected */
            collected: number;
            /**
             * From
             * @description Null for all that came before.
             */
            from: string | null;
            /** Jobs */
            jobs: number;
            /** Revenue */
            revenue: number;
            /**
             * To
             * Format: date
             */
            to: string;
        };
        /**
         * TaxFigure
         * @description The tax of one head.
         */
        TaxFigure: {
            /** Amount */
            amount: number;
            head: components["schemas"]["Head"];
        };
        /**
         * TaxOut
         * @description The tax of one head at one rate. ``rate_percent`` is the head's own.
         */
        TaxOut: {
            /** Amount */
            amount: number;
            head: components["schemas"]["Head"];
            /**
             * Rate Percent
             * @example 9
             */
            rate_percent: number;
            /** Taxable Amount */
            taxable_amount: number;
        };
        /**
         * TimelineEntry
         * @description One thing that happened to the job, from the journal.
         */
        TimelineEntry: {
            /** Actor Id */
            actor_id: string;
            /** Actor Name */
            actor_name: string | null;
            /**
             * Amount
             * @description What the event posted to receivables, in the currency.
             */
            amount: number | null;
            /**
             * Changes
             * @example {
             *       "status": [
             *         "pending",
             *         "in_progress"
             *       ]
             *     }
             */
            changes: {
                [key: string]: unknown[];
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @example payment_recorded
             */
            kind: string;
            /** Note */
            note: string | null;
            /** Payment Id */
            payment_id: string | null;
        };
        /**
         * Turnaround
         * @description Jobs completed the first time within the period, and how long they took.
         */
        Turnaround: {
            /**
             * Average Hours
             * @description From intake to completion; null without any.
             */
            average_hours: number | null;
            /** Completed */
            completed: number;
        };
        /**
         * Typed
         * @description The contents of a form, to be checked while it is typed. Nothing is saved.
         */
        Typed: {
            /**
             * Currency
             * @default INR
             * @example INR
             * @enum {string}
             */
            currency: "INR" | "AED" | "SAR" | "QAR" | "USD" | "OMR" | "KWD" | "BHD";
            /**
             * Gst Number
             * @example 27AAPFU0939F1ZV
             */
            gst_number?: string | null;
            /**
             * Phone
             * @example 98765 4321
             */
            phone?: string | null;
            /**
             * Vehicle Number
             * @example MH12AB1234
             */
            vehicle_number?: string | null;
        };
        /**
         * TypedLook
         * @description Warnings about each field; ``state`` is the one that the GST number names.
         */
        TypedLook: {
            /** Gst Number */
            gst_number: string | null;
            /** Phone */
            phone: string | null;
            /**
             * State
             * @example Maharashtra
             */
            state: string | null;
            /** Vehicle Number */
            vehicle_number: string | null;
        };
        /**
         * UpiCode
         * @description A code to pay by, with what to read beside it. It confirms nothing: the payment is recorded when it has come.
         */
        UpiCode: {
            /** Amount */
            amount: number;
            /**
             * Link
             * @example upi://pay?pa=garage@upi&pn=Sharma%20Motors&am=1250.50&cu=INR
             */
            link: string;
            /**
             * Payee
             * @example Sharma Motors
             */
            payee: string;
            /** Svg */
            svg: string;
            /**
             * Vpa
             * @example garage@upi
             */
            vpa: string;
        };
        /**
         * UserOut
         * @description A user, as the user sees it: what is said of a role and of rights is so in the workshop that is worked in. Before
         *     there is one, ``role`` is of the account.
         */
        UserOut: {
            /** Created At */
            created_at?: string | null;
            /** Email */
            email: string;
            /** Id */
            id: string;
            /** Member Id */
            member_id: string | null;
            /** Memberships */
            memberships: components["schemas"]["MembershipOut"][];
            /** Name */
            name: string;
            /** Permissions */
            permissions: components["schemas"]["Permission"][];
            /** Phone */
            phone: string;
            role: components["schemas"]["Role"];
            sees: components["schemas"]["Sees"] | null;
            /** Workshop Id */
            workshop_id: string | null;
        };
        /**
         * VehicleDetail
         * @description A vehicle with its whole history, across keepers; newest first. Jobs and sums are those the caller may see.
         */
        VehicleDetail: {
            /** Colour */
            colour: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Estimated Amount */
            estimated_amount: number;
            /** Fuel */
            fuel: ("petrol" | "diesel" | "cng" | "lpg" | "electric" | "hybrid") | null;
            /** Id */
            id: string;
            /** Job Count */
            job_count: number;
            /**
             * Jobs
             * @description The newest fifty; `GET /api/jobs` lists all.
             */
            jobs: components["schemas"]["JobOut"][];
            keeper: components["schemas"]["KeeperOut"];
            /** Keepers */
            keepers: components["schemas"]["KeeperOut"][];
            /** Last Visit At */
            last_visit_at: string | null;
            /** Make */
            make: string | null;
            /** Model */
            model: string | null;
            /** Odometer Km */
            odometer_km: number | null;
            /** Outstanding Amount */
            outstanding_amount: number;
            /**
             * Papers
             * @description Of these jobs, the newest fifty.
             */
            papers: components["schemas"]["DocumentOut"][];
            /** Readings */
            readings: components["schemas"]["ReadingOut"][];
            /** Total Paid */
            total_paid: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Vehicle Number */
            vehicle_number: string;
            /** Version */
            version: number;
            /** Vin */
            vin: string | null;
            /** Year */
            year: number | null;
        };
        /**
         * VehicleOut
         * @description A vehicle, with whose it is now and what its odometer said last.
         */
        VehicleOut: {
            /** Colour */
            colour: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Fuel */
            fuel: ("petrol" | "diesel" | "cng" | "lpg" | "electric" | "hybrid") | null;
            /** Id */
            id: string;
            keeper: components["schemas"]["KeeperOut"];
            /** Make */
            make: string | null;
            /** Model */
            model: string | null;
            /** Odometer Km */
            odometer_km: number | null;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Vehicle Number */
            vehicle_number: string;
            /** Version */
            version: number;
            /** Vin */
            vin: string | null;
            /** Year */
            year: number | null;
        };
        /**
         * VehicleUpdate
         * @description Fields left out stay as they are. With ``version``, the change is refused when somebody was faster.
         */
        VehicleUpdate: {
            /** Colour */
            colour?: string | null;
            /** Fuel */
            fuel?: ("petrol" | "diesel" | "cng" | "lpg" | "electric" | "hybrid") | null;
            /** Make */
            make?: string | null;
            /** Model */
            model?: string | null;
            /** Odometer Km */
            odometer_km?: number | null;
            /**
             * Odometer Reason
             * @description Why the reading is lower than before or absurdly high; without it such a one is answered 409 `reading_needs_reason`.
             * @example The instrument was replaced
             */
            odometer_reason?: string | null;
            /** Vehicle Number */
            vehicle_number?: string | null;
            /** Version */
            version?: number | null;
            /** Vin */
            vin?: string | null;
            /** Year */
            year?: number | null;
        };
        /**
         * VehicleUpdated
         * @description The vehicle after a change; ``warnings`` point at values that look odd, they never block.
         */
        VehicleUpdated: {
            /**
             * Message
             * @example Vehicle updated
             */
            message: string;
            vehicle: components["schemas"]["VehicleOut"];
            /** Warnings */
            warnings: string[];
        };
        /**
         * VerificationOut
         * @description When the garage's books were last checked against all that is stored, and the differences that were found.
         *
         *     ``checked_at`` is null before the first check.
         */
        VerificationOut: {
            /** Agrees */
            agrees: boolean;
            /** Checked At */
            checked_at: string | null;
            /**
             * Entries
             * @example 10234
             */
            entries: number;
            /** Problems */
            problems: string[];
        };
        /**
         * WorkOut
         * @description A vehicle in the garage, and what is to be done on it.
         */
        WorkOut: {
            /** Allowed Statuses */
            allowed_statuses: components["schemas"]["JobStatus"][];
            /** Car Model */
            car_model: string;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Id */
            id: string;
            /** Internal Notes */
            internal_notes: string | null;
            /** Number */
            number: number | null;
            /** Parts Required */
            parts_required: string | null;
            status: components["schemas"]["JobStatus"];
            /** Vehicle Number */
            vehicle_number: string;
            /** Work Description */
            work_description: string;
            /** Worker Assigned */
            worker_assigned: string | null;
        };
        /**
         * WorkshopCreate
         * @description A new workshop.
         */
        WorkshopCreate: {
            /**
             * Additional
             * @description Meant as a further one: without it an owner who has one is refused.
             * @default false
             */
            additional: boolean;
            /**
             * Address
             * @example 12 Station Road, Pune
             */
            address?: string | null;
            /**
             * Currency
             * @default INR
             * @example INR
             * @enum {string}
             */
            currency: "INR" | "AED" | "SAR" | "QAR" | "USD" | "OMR" | "KWD" | "BHD";
            /**
             * Gst Number
             * @example 27AAPFU0939F1ZV
             */
            gst_number?: string | null;
            /**
             * Name
             * @example Pro Auto Workshop
             */
            name: string;
            /**
             * Phone
             * @example +912225551234
             */
            phone: string;
            /**
             * Timezone
             * @default Asia/Kolkata
             * @example Asia/Kolkata
             */
            timezone: string;
        };
        /**
         * WorkshopOut
         * @description A workshop. ``warnings`` point at values that look odd; they never block.
         */
        WorkshopOut: {
            /** Address */
            address: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Currency
             * @enum {string}
             */
            currency: "INR" | "AED" | "SAR" | "QAR" | "USD" | "OMR" | "KWD" | "BHD";
            /** Gst Number */
            gst_number: string | null;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Owner Id */
            owner_id: string;
            /** Password Above */
            password_above: number | null;
            /** Phone */
            phone: string;
            /** Timezone */
            timezone: string;
            /** Version */
            version: number;
            /** Warnings */
            warnings: string[];
        };
        /**
         * WorkshopUpdate
         * @description Fields left out stay as they are. With ``version``, the change is refused when somebody was faster.
         */
        WorkshopUpdate: {
            /**
             * Address
             * @example 12 Station Road, Pune
             */
            address?: string | null;
            /** Currency */
            currency?: ("INR" | "AED" | "SAR" | "QAR" | "USD" | "OMR" | "KWD" | "BHD") | null;
            /**
             * Gst Number
             * @example 27AAPFU0939F1ZV
             */
            gst_number?: string | null;
            /** Name */
            name?: string | null;
            /**
             * Password
             * @description Needed to ask for the password less often.
             */
            password?: string | null;
            /**
             * Password Above
             * @description Payments and settlements above this are confirmed with the password; null: never asked for.
             */
            password_above?: number | null;
            /** Phone */
            phone?: string | null;
            /** Timezone */
            timezone?: string | null;
            /** Version */
            version?: number | null;
        };
        /**
         * WorkshopUpdated
         * @description The workshop after a change.
         */
        WorkshopUpdated: {
            /** Address */
            address: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Currency
             * @enum {string}
             */
            currency: "INR" | "AED" | "SAR" | "QAR" | "USD" | "OMR" | "KWD" | "BHD";
            /** Gst Number */
            gst_number: string | null;
            /** Id */
            id: string;
            /**
             * Message
             * @example Workshop updated
             */
            message: string;
            /** Name */
            name: string;
            /** Owner Id */
            owner_id: string;
            /** Password Above */
            password_above: number | null;
            /** Phone */
            phone: string;
            /** Timezone */
            timezone: string;
            /** Version */
            version: number;
            /** Warnings */
            warnings: string[];
        };
        /**
         * WorkUpdate
         * @description The progress of the work.
         */
        WorkUpdate: {
            /**
             * Status
             * @example in_progress
             * @enum {string}
             */
            status: "pending" | "in_progress" | "waiting_for_parts" | "completed";
        };
        /**
         * WorkUpdated
         * @description The work after a change.
         */
        WorkUpdated: {
            /**
             * Message
             * @example Work updated
             */
            message: string;
            work: components["schemas"]["WorkOut"];
        };
        /**
         * WriteOff
         * @description Money on a job that will never be paid.
         */
        WriteOff: {
            /**
             * Amount
             * @description At most what is outstanding; all of that when left out.
             */
            amount?: number | null;
            /**
             * Reason
             * @example The customer has moved away
             */
            reason: string;
        };
        /**
         * WrittenOff
         * @description The job after something was written off.
         */
        WrittenOff: {
            /**
             * Amount
             * @description What was written off just now.
             * @example 1250.5
             */
            amount: number;
            /** Id */
            id: string;
            /**
             * Message
             * @example Written off
             */
            message: string;
            /**
             * Remaining Amount
             * @example 0
             */
            remaining_amount: number;
            /**
             * Written Off Amount
             * @description What was written off of this job in all.
             */
            written_off_amount: number;
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
    getDashboard: {
        parameters: {
            query?: {
                /** @description First day, in the workshop's time zone. */
                from?: string | null;
                /** @description Only this manager's figures. */
                manager_id?: string | null;
                /** @description Last day, in the workshop's time zone. */
                to?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listFigureEntries: {
        parameters: {
            query?: {
                /** @description From the `Link` header of the page before; opaque. */
                cursor?: string | null;
                /** @description Figures of the owner's dashboard that can be traced to entries. */
                figure?: "jobs" | "revenue" | "collected" | "outstanding" | "cash_in_hand" | "awaiting_confirmation" | "completed" | "on_time";
                /** @description First day, in the workshop's time zone. */
                from?: string | null;
                /** @description Rows in the answer. */
                limit?: number;
                /** @description Only what is part of this manager's figure. */
                manager_id?: string | null;
                /** @description Last day, in the workshop's time zone. */
                to?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The next page, rel="next", when there is one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureEntry"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    exportWorkbook: {
        parameters: {
            query?: {
                /** @description A workbook with every sheet, or one sheet as CSV. */
                format?: "xlsx" | "csv";
                /** @description First day, in the workshop's time zone. */
                from?: string | null;
                /** @description Only this manager's. */
                manager_id?: string | null;
                /** @description An id of your choice, such as a UUID, under which `GET /api/analytics/exports/{export_id}` tells how far this export is. To cancel it, close the connection. */
                progress?: string | null;
                /** @description Which sheet, as CSV; a workbook has all that the caller may see. Customers and vehicles are all that are known, whatever the days and the status. */
                sheet?: "jobs" | "payments" | "settlements" | "customers" | "vehicles";
                /** @description Only jobs that are in one of these now, and their payments. */
                status?: ("pending" | "in_progress" | "waiting_for_parts" | "completed" | "delivered" | "credit_pending" | "closed")[] | null;
                /** @description Last day, in the workshop's time zone. */
                to?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getExportProgress: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                export_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportProgress"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getForecast: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forecast"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getMyDay: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyDay"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description From the `Link` header of the page before; opaque. */
                cursor?: string | null;
                kind?: ("signed_in" | "login_failed" | "login_throttled" | "refused" | "signed_out_everywhere" | "password_changed" | "password_reset_issued" | "password_reset" | "second_factor_on" | "second_factor_off" | "recovery_code_used" | "second_factor_stopped" | "profile_changed" | "manager_joined" | "manager_removed" | "member_changed" | "workshop_twin" | "customer_changed" | "customers_merged" | "customers_parted" | "customer_erased" | "vehicle_changed" | "reading_marked" | "payment_confirmed" | "payment_rejected" | "settlement_confirmed" | "settlement_rejected" | "job_written_off" | "chain_begun") | null;
                /** @description Rows in the answer. */
                limit?: number;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The next page, rel="next", when there is one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listNotices: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    markNoticesSeen: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticesSeen"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "invalid_invite_code" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "second_factor_required" | "wrong_code" | "wrong_credentials";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "manager_removed" | "second_factor_stopped";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "being_upgraded" | "member_already";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    logoutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    lookAtPhone: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneTyped"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneLook"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getCurrentUser: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    changeProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields" | "weak_password" | "wrong_password";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "email_taken" | "incomplete_body" | "invalid_invite_code" | "invite_code_required" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "registration_closed";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "being_upgraded" | "member_already";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields" | "weak_password";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getRegistration: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationState"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json" | "wrong_reset_code";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields" | "weak_password";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorState"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "wrong_role";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    startSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorStart"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorKey"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "wrong_role";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "second_factor_on" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields" | "wrong_password";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorConfirm"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorTurnedOn"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "wrong_role";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "second_factor_not_started" | "second_factor_on" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields" | "wrong_code";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    turnOffSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorOff"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "second_factor_stopped" | "wrong_role";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "second_factor_off" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields" | "wrong_code" | "wrong_password";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description From the `Link` header of the page before; opaque. */
                cursor?: string | null;
                /** @description Rows in the answer. */
                limit?: number;
                /** @description Name or phone in any writing; beginnings match. */
                q?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The next page, rel="next", when there is one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    updateCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerUpdate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerUpdated"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "customer_erased" | "signed_in_as_another" | "stale_version";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    eraseCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erased"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "job_open" | "money_outstanding" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    mergeCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merged"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "customer_erased" | "same_customer" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    undoMerge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merged"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "customer_erased" | "not_merged" | "signed_in_as_another" | "too_late";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                /** @description From the `Link` header of the page before; opaque. */
                cursor?: string | null;
                /** @description First day, in the workshop's time zone. */
                from?: string | null;
                job_id?: string | null;
                kind?: ("invoice" | "credit_note" | "receipt" | "refund_voucher") | null;
                /** @description Rows in the answer. */
                limit?: number;
                /** @description Number, customer, vehicle number, car, phone or job number; beginnings match. */
                q?: string | null;
                /** @description Last day, in the workshop's time zone. */
                to?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The next page, rel="next", when there is one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: {
                /** @description As it was first handed out, also when it was taken back or cancelled since. */
                as_issued?: boolean;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    issueCreditNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreditNoteIn"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issued"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_invoice" | "series_full" | "settings_changed" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getInvoice: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    issueInvoice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoiceIssued"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "nothing_to_invoice" | "registration_changed" | "series_full" | "settings_changed" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getJobCard: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getReceipt: {
        parameters: {
            query?: {
                format?: "a4" | "thermal";
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "payment_rejected";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    issueReceipt: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issued"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "payment_rejected" | "series_full" | "settings_changed" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    issueRefundVoucher: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issued"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_receipt" | "no_tax_received" | "payment_counts" | "series_full" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getPaymentStatement: {
        parameters: {
            query?: {
                format?: "a4" | "thermal";
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getUpiCode: {
        parameters: {
            query?: {
                amount?: number | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpiCode"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_upi_address" | "not_rupees" | "nothing_to_pay";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    findKnown: {
        parameters: {
            query?: {
                customer_name?: string | null;
                /** @description A whole phone number, in any writing. */
                phone?: string | null;
                /** @description A whole plate, in any writing. */
                vehicle_number?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Known"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description From the `Link` header of the page before; opaque. */
                cursor?: string | null;
                /** @description Of this customer; those merged into one are given, too. */
                customer_id?: string[] | null;
                /** @description Only jobs pending, in progress or waiting for parts that were due before today, or are due today, in the workshop's time zone; soonest due first, whatever `sort` says. */
                due?: ("overdue" | "today") | null;
                /** @description First day, in the workshop's time zone. */
                from?: string | null;
                /** @description `false` lists what an invoice can still be issued for: something is charged. */
                invoiced?: boolean | null;
                /** @description Rows in the answer. */
                limit?: number;
                manager_id?: string | null;
                outstanding?: boolean | null;
                /** @description Customer, vehicle number, car, phone, number of the job, an invoice or a receipt, or reference of a payment; beginnings match. `job 3001` finds that one only. */
                q?: string | null;
                /** @description `-remaining_amount` lists only what is outstanding; `due_at` only jobs pending, in progress or waiting for parts, soonest due first. */
                sort?: "-created_at" | "created_at" | "-remaining_amount" | "due_at";
                status?: ("pending" | "in_progress" | "waiting_for_parts" | "completed" | "delivered" | "credit_pending" | "closed")[] | null;
                /** @description Last day, in the workshop's time zone. */
                to?: string | null;
                vehicle_id?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The next page, rel="next", when there is one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobCreated"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "above_cash_limit" | "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "currency_changed" | "looks_repeated" | "reading_needs_reason" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    updateJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobUpdate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobUpdated"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "estimate_below_paid" | "has_no_jobs" | "invoice_issued" | "job_closed" | "member_left" | "money_outstanding" | "signed_in_as_another" | "stale_version" | "status_move_not_allowed";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listJobUpdates: {
        parameters: {
            query?: {
                /** @description From the `Link` header of the page before; opaque. */
                cursor?: string | null;
                /** @description Rows in the answer. */
                limit?: number;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The next page, rel="next", when there is one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineEntry"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    writeOffJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteOff"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenOff"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "more_than_outstanding" | "nothing_owed" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    priceItems: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Quote"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listManagers: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagerOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    removeManager: {
        parameters: {
            query?: {
                /** @description Remove although cash is in hand; it stays on record. */
                force?: boolean;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                manager_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cash_in_hand" | "last_owner" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberChanged"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "being_upgraded" | "last_owner" | "member_left" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: {
                /** @description Remove although cash is in hand; it stays on record. */
                force?: boolean;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cash_in_hand" | "last_owner" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    handOverJobs: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOver"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandedOver"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "has_no_jobs" | "member_left" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    joinWorkshop: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Join"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "invalid_invite_code" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "being_upgraded" | "member_already" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listPayments: {
        parameters: {
            query?: {
                confirmed?: boolean | null;
                /** @description From the `Link` header of the page before; opaque. */
                cursor?: string | null;
                /** @description First day, in the workshop's time zone. */
                from?: string | null;
                job_id?: string | null;
                /** @description Rows in the answer. */
                limit?: number;
                manager_id?: string | null;
                method?: ("cash" | "upi" | "card" | "bank_transfer") | null;
                rejected?: boolean | null;
                /** @description Last day, in the workshop's time zone. */
                to?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The next page, rel="next", when there is one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    recordPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "above_cash_limit" | "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "job_closed" | "looks_repeated" | "more_than_outstanding" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    confirmPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Confirmation"] | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentJudged"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "own_money" | "password_needed" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "payment_rejected" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields" | "wrong_password";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    rejectPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rejection"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentJudged"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "own_money" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cash_already_settled" | "job_closed" | "more_than_outstanding" | "series_full" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listSettlements: {
        parameters: {
            query?: {
                confirmed?: boolean | null;
                /** @description From the `Link` header of the page before; opaque. */
                cursor?: string | null;
                /** @description Rows in the answer. */
                limit?: number;
                manager_id?: string | null;
                rejected?: boolean | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The next page, rel="next", when there is one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    submitSettlement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "looks_repeated" | "more_than_cash_in_hand" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    confirmSettlement: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                settlement_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Confirmation"] | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementJudged"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "own_money" | "password_needed" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "settlement_confirmed" | "settlement_rejected" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields" | "wrong_password";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    rejectSettlement: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                settlement_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rejection"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementJudged"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "own_money" | "password_needed" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "settlement_confirmed" | "settlement_rejected" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getMyCash: {
        parameters: {
            query?: {
                /** @description The manager; an owner must say which. */
                manager_id?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cash"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    receiveCash: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CashReceived"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "password_needed" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "hands_over_himself" | "more_than_cash_in_hand" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields" | "wrong_password";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    retryTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listDeadTasks: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadTaskOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listVehicles: {
        parameters: {
            query?: {
                /** @description From the `Link` header of the page before; opaque. */
                cursor?: string | null;
                /** @description Rows in the answer. */
                limit?: number;
                /** @description Plate in any writing, make, model or VIN; beginnings match. */
                q?: string | null;
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description The next page, rel="next", when there is one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VehicleOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getVehicle: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                vehicle_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VehicleDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    updateVehicle: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                vehicle_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VehicleUpdate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VehicleUpdated"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "plate_taken" | "reading_needs_reason" | "signed_in_as_another" | "stale_version";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getVerification: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listWork: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    updateWork: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkUpdate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkUpdated"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "estimate_below_paid" | "has_no_jobs" | "invoice_issued" | "job_closed" | "member_left" | "money_outstanding" | "signed_in_as_another" | "stale_version" | "status_move_not_allowed";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createWorkshop: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkshopCreate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkshopOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json" | "workshop_exists";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "wrong_role";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "being_upgraded" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    updateWorkshop: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                workshop_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkshopUpdate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkshopUpdated"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "password_needed" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "currency_fixed" | "signed_in_as_another" | "stale_version";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields" | "wrong_password";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    changeBilling: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                workshop_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillingChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another" | "too_many_changes";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listInviteCodes: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                workshop_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteCodeOut"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createInviteCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text unique to this action. Sent again with the same body within 24 hours, the first answer comes back and nothing happens twice. */
                "Idempotency-Key"?: string | null;
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                workshop_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["InviteCodeCreate"] | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteCodeOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "being_upgraded" | "signed_in_as_another" | "too_many_codes";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "idempotency_key_reused" | "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    revokeInviteCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                code: string;
                workshop_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "code_used" | "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    setLogo: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                workshop_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogoIn"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another" | "too_many_changes";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    removeLogo: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path: {
                workshop_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another" | "too_many_changes";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    lookAtTyped: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Typed"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TypedLook"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body" | "malformed_body" | "malformed_json";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "cross_origin" | "https_required";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "signed_in_as_another";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_json";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getMyWorkshop: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkshopOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getBilling: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    getLogo: {
        parameters: {
            query?: {
                /** @description As `X-Workshop`, for links that a browser opens; the header wins. */
                workshop?: string;
            };
            header?: {
                /** @description The workshop to act in, by its id, for who belongs to several; the one last used without it. */
                "X-Workshop"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "bad_content_length" | "incomplete_body";
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_signed_in" | "session_ended";
                    };
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "https_required" | "not_a_member" | "wrong_role";
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "no_workshop" | "not_found";
                    };
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_large";
                    };
                };
            };
            /** @description Request-URI Too Long */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "uri_too_long";
                    };
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_fields";
                    };
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too_many_requests";
                    };
                };
            };
            /** @description Request Header Fields Too Large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "headers_too_large";
                    };
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
}
