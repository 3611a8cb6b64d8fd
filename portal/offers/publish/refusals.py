"""Status and words of what publishing refuses. Importing it registers them."""

from portal.offers.photos import pictures, service, store
from portal.offers.publish import errors, productions
from portal.web.refusals import Page, show

show(errors.NotReady, Page(409, "Dat gaat nog niet", "Er ontbreekt nog iets. Kijk de lijst bij het publiceren na."))
show(
    errors.EditedMeanwhile,
    Page(409, "Iemand was je net voor", "Een collega bewaarde intussen iets anders. Open de pagina opnieuw."),
)
show(
    errors.HasBookings,
    Page(409, "Hier is al geboekt", "Bekijk eerst de boekingen van deze datum; daar regel je wat ermee gebeurt."),
)
show(
    errors.FewerThanBooked,
    Page(409, "Er zijn meer plaatsen geboekt", "Zet het aantal plaatsen niet lager dan wat al geboekt is."),
)
show(errors.HallInUse, Page(409, "In deze zaal staat nog iets", "Er zijn voorstellingen in gepland."))
show(
    errors.LastPhoto,
    Page(409, "Dit is de laatste foto", "Zet er eerst een andere bij; gepubliceerd aanbod heeft er een."),
)
show(
    productions.ProductionUnknown, Page(404, "We vinden die productie niet", "Ze staat niet (meer) open voor centra.")
)
show(productions.ProductionNotReady, Page(409, "Er ontbreekt nog iets", "Vul de productie eerst helemaal in."))
show(service.PhotoUnknown, Page(404, "We vinden die foto niet", "Ze is misschien al verwijderd."))
show(
    service.TooManyPhotos,
    Page(409, "Dat zijn te veel foto's", f"Een aanbod heeft er hoogstens {service.PHOTOS_MAX}."),
)
show(store.NoRoom, Page(507, "De schijf is vol", "Er is niets bewaard. Verwittig wie Foyer beheert."))
show(pictures.BadPicture, Page(422, "Die foto kunnen we niet gebruiken", "Kies een andere foto."))
