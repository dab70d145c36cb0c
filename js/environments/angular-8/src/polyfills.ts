import "zone.js/dist/zone";
