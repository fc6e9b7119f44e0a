"""The operations of the API that the other roles may call."""

# What the roles may that are neither owner nor manager, besides what concerns their account.
OTHER_ROLES = {
    "accountant": {
        "getMyWorkshop", "listJobs", "getJob", "listJobUpdates", "listPayments", "listSettlements", "getMyCash",
        "getDashboard", "listFigureEntries", "getForecast", "exportWorkbook", "getExportProgress", "getBilling",
        "getLogo", "listDocuments", "getJobCard", "getInvoice", "getReceipt", "getPaymentStatement", "getUpiCode",
        "getDocument", "findKnown", "listCustomers", "getCustomer", "listVehicles", "getVehicle", "listConsents",
        "streamEvents", "listPhotos", "getPhoto", "getPhotoUsage", "getToday",
        "listInspectionTemplates", "listInspections", "getBank", "listProofs",
    },
    "cashier": {
        "getMyWorkshop", "listJobs", "getJob", "listJobUpdates", "recordPayment", "listPayments", "submitSettlement",
        "recordRefund", "cancelPayment", "cancelSettlement",
        "listSettlements", "getMyCash", "getMyDay", "markRejectionsSeen", "getBilling", "getLogo", "listDocuments",
        "getInvoice", "getReceipt", "getPaymentStatement", "getUpiCode", "getDocument", "findKnown", "listCustomers",
        "getCustomer", "listVehicles", "getVehicle", "listConsents", "getJobCard",
        "streamEvents", "listPhotos", "addPhoto", "getPhoto", "changePhoto", "deletePhoto", "restorePhoto",
        "getPhotoUsage",
    },
    "technician": {
        "streamEvents", "getMyWorkshop", "getBilling", "getLogo", "listWork", "findScannedWork", "updateWork",
        "listPhotos", "addPhoto", "getPhoto", "changePhoto", "deletePhoto", "restorePhoto", "getPhotoUsage",
    },
    "gate": {"getGate", "recordSighting", "checkGatePass", "addGatePhoto"},
}  # fmt: skip
# Whoever takes the money shows that the car may leave.
OTHER_ROLES["cashier"] |= {"getJobAtGate", "printGatePass", "showGatePass"}
# Whoever may photograph a vehicle may inspect it.
for _role in ("cashier", "technician"):
    OTHER_ROLES[_role] |= {"listInspectionTemplates", "listInspections", "startInspection", "answerInspectionPoint"}
    OTHER_ROLES[_role] |= {"finishInspection", "discardInspection"}
# Whoever reads jobs reads what was proposed on them.
for _role in ("accountant", "cashier"):
    OTHER_ROLES[_role] |= {"getEstimate", "getEstimateVersion", "listDeferredServices", "listServiceTemplates"}
    OTHER_ROLES[_role] |= {
        "listQuotations",
        "getQuotation",
        "getSignature",
        "listShownWords",
        "listServiceReminders",
        "listDiscountRequests",
    }
# Whoever works in a garage may have himself notified.
for _role in ("accountant", "cashier", "technician"):
    OTHER_ROLES[_role] |= {"getPush", "changePush", "keepPushDevice", "removePushDevice", "testPushDevice"}
# Whoever reads hand-overs reads each.
for _role in ("accountant", "cashier"):
    OTHER_ROLES[_role].add("getSettlement")
# Whoever sees cash sees how old it is; whoever hands it over counts it.
for _role in ("accountant", "cashier"):
    OTHER_ROLES[_role] |= {"getCustody", "listCashDays", "listCashCounts", "listCashPhotos", "getCashPhoto"}
OTHER_ROLES["cashier"] |= {"openCashDay", "closeCashDay", "getAskedCount", "answerCount", "addCashPhoto"}
